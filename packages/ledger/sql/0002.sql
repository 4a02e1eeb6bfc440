-- The log for outsiders: tiles, checkpoints, cosignatures. All of it is public, so no policy stands on it. The private keys
-- and the last checkpoint signed lie outside the database (proof/keys.ts).

-- Full tiles only, written in the append: 256 hashes, and the root over them, which is one hash of the tile above.
create table tile (
  mission text collate "C" not null,
  level int2 not null,
  n int8 not null,
  hashes bytea not null,
  root bytea not null,
  primary key (mission, level, n)
);
alter table tile alter hashes set storage external; -- hashes cannot be made smaller

-- The logs of a mission, one after the other. A new one follows only when the record has lost what was signed.
create table log (
  mission text collate "C" not null,
  number int4 not null,
  origin text collate "C" not null,
  since int8 not null, -- its checkpoints reach this entry at least
  opened timestamptz not null default now(),
  primary key (mission, number),
  unique (mission, origin)
);

-- Its keys, one after the other: from which size a key signs, and the last size it signed.
create table log_key (
  mission text collate "C" not null,
  log int4 not null,
  key text collate "C" not null, -- verifier key
  since int8 not null,
  until int8,
  rotation text, -- the note, signed by the key before and by this one
  made timestamptz not null default clock_timestamp(),
  primary key (mission, log, key)
);

create table checkpoint (
  mission text collate "C" not null,
  log int4 not null,
  size int8 not null,
  root bytea not null,
  note text not null,
  signed timestamptz not null default now(),
  primary key (mission, log, size)
);

-- What witnesses signed, as the lines that stand below the note.
create table cosignature (
  mission text collate "C" not null,
  log int4 not null,
  size int8 not null,
  key text collate "C" not null,
  line text not null,
  signed timestamptz not null, -- as the witness says
  primary key (mission, log, size, key)
);

-- The leaves after an entry, whoever asks: they say nothing.
create function leaves(of_mission text, after int8, upto int8) returns setof bytea
language sql stable security definer set search_path = konbit, pg_temp
begin atomic
  select e.leaf from entry e where e.mission = of_mission and e.seq > after and e.seq <= upto order by e.seq;
end;

-- The hashes of a tile, also of one that is not full; null where there are not as many.
create function tile_hashes(of_mission text, of_level int2, of_n int8, width int4) returns bytea
language plpgsql stable security definer set search_path = konbit, pg_temp
as $$
declare found bytea;
begin
  if width = 256 then
    select t.hashes into found from tile t where t.mission = of_mission and t.level = of_level and t.n = of_n;
  elsif of_level = 0 then
    select string_agg(sha256('\x00'::bytea || e.leaf), ''::bytea order by e.seq) into found
    from entry e where e.mission = of_mission and e.seq > of_n * 256 and e.seq <= of_n * 256 + width;
  else
    select string_agg(t.root, ''::bytea order by t.n) into found
    from tile t where t.mission = of_mission and t.level = of_level - 1 and t.n >= of_n * 256 and t.n < of_n * 256 + width;
  end if;
  return case when length(found) = width * 32 then found end;
end $$;

-- Makes the tiles of a record that was begun before there were any. The append knows their roots and needs none of this.
create function make_tiles(of_mission text) returns void
language plpgsql security definer set search_path = konbit, pg_temp
as $$
declare
  levels int2 := 0;
  full_tiles int8;
  nodes bytea[];
  hashes bytea;
begin
  select h.size / 256 into full_tiles from head h where h.mission = of_mission;
  while full_tiles > 0 loop
    for number in 0 .. full_tiles - 1 loop
      continue when exists (select from tile t where t.mission = of_mission and t.level = levels and t.n = number);
      if levels = 0 then
        select string_agg(sha256('\x00'::bytea || e.leaf), ''::bytea order by e.seq),
          array_agg(sha256('\x00'::bytea || e.leaf) order by e.seq)
        into hashes, nodes
        from entry e where e.mission = of_mission and e.seq > number * 256 and e.seq <= number * 256 + 256;
      else
        select string_agg(t.root, ''::bytea order by t.n), array_agg(t.root order by t.n) into hashes, nodes
        from tile t where t.mission = of_mission and t.level = levels - 1 and t.n >= number * 256 and t.n < number * 256 + 256;
      end if;
      while array_length(nodes, 1) > 1 loop
        select array_agg(sha256('\x01'::bytea || nodes[i] || nodes[i + 1]) order by i) into nodes
        from generate_series(1, array_length(nodes, 1), 2) as i;
      end loop;
      insert into tile values (of_mission, levels, number, hashes, nodes[1]);
    end loop;
    full_tiles := full_tiles / 256;
    levels := levels + 1;
  end loop;
end $$;
select make_tiles(mission) from head;

revoke execute on function leaves(text, int8, int8), tile_hashes(text, int2, int8, int4), make_tiles(text) from public;
grant execute on function leaves(text, int8, int8), tile_hashes(text, int2, int8, int4) to konbit_reader, konbit_writer;
grant select on tile, log, log_key, checkpoint, cosignature to konbit_reader;
grant select, insert on tile, log, checkpoint, cosignature to konbit_writer;
grant select, insert on log_key to konbit_writer;
grant update (until) on log_key to konbit_writer;
grant update (note) on checkpoint to konbit_writer; -- a new key signs the last one too
