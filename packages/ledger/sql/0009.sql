-- Proofs in fewer hashes: with each full tile stand the sixteen nodes in the middle of it, each over sixteen of its hashes.
-- They follow from the tile, so they are generated and never given.

-- The level above a row of hashes: each is over two neighbours of the row, which has an even number of them.
create function halved(row_of bytea) returns bytea
language sql immutable strict parallel safe set search_path = konbit, pg_temp
return (
  select string_agg(sha256('\x01'::bytea || substring(row_of from pair * 64 + 1 for 64)), ''::bytea order by pair)
  from generate_series(0, length(row_of) / 64 - 1) as pair
);
create function middle_of(hashes bytea) returns bytea
language sql immutable strict parallel safe set search_path = konbit, pg_temp
return halved(halved(halved(halved(hashes))));

alter table tile add column middle bytea generated always as (middle_of(hashes)) stored;
alter table tile alter middle set storage external;

-- A tile and its middle; the middle is null where the tile is not full.
create function tile_nodes(of_mission text, of_level int2, of_n int8, width int4)
returns table (hashes bytea, middle bytea)
language plpgsql stable security definer set search_path = konbit, pg_temp
as $$
begin
  if width = 256 then
    return query select t.hashes, t.middle from tile t
      where t.mission = of_mission and t.level = of_level and t.n = of_n;
  else
    return query select tile_hashes(of_mission, of_level, of_n, width), null::bytea;
  end if;
end $$;

revoke execute on function halved(bytea), middle_of(bytea), tile_nodes(text, int2, int8, int4) from public;
grant execute on function halved(bytea), middle_of(bytea) to konbit_writer;
grant execute on function tile_nodes(text, int2, int8, int4) to konbit_reader, konbit_writer;

-- Who sees a label at some units only writes to no other: what they entered there would be out of their own sight.
-- The labels a member holds for the whole mission, with all below.
create function whole_of(of_mission text, of_member text) returns text[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
begin
  return array(
    select distinct o.label::text from holds_of(of_mission, of_member) h join opens o on o.held = h.label
    where h.unit = '*'
  );
end $$;

-- Whether a member holds that label at units, and none of them is this one or lies above it. What they hold of themself is none.
create function is_beyond(of_mission text, of_member text, of_label text, of_unit text) returns boolean
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare held text[];
begin
  select array_agg(h.unit) into held from holds_of(of_mission, of_member) h join opens o on o.held = h.label
  where o.label = of_label and h.kind <> 'own';
  if held is null or '*' = any (held) or of_unit = any (held) then return false; end if;
  return not exists (
    select from unit u where u.mission = of_mission and u.unit = of_unit and u.above = any (held)
  );
end $$;

revoke execute on function whole_of(text, text), is_beyond(text, text, text, text) from public;
grant execute on function whole_of(text, text), is_beyond(text, text, text, text) to konbit_writer;
