-- Speed of the append.

-- Takes the head for a batch that was decided while the one before it was still being written. Throws where that one is not
-- the end of the log after all.
create function hold_head(of_mission text, of_size int8) returns void
language plpgsql set search_path = konbit, pg_temp
as $$
begin
  perform from head where mission = of_mission and size = of_size for update;
  if not found then
    raise exception 'the log of % does not end at %', of_mission, of_size using errcode = 'serialization_failure';
  end if;
end $$;
revoke execute on function hold_head(text, int8) from public;
grant execute on function hold_head(text, int8) to konbit_writer;
