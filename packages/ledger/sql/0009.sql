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
