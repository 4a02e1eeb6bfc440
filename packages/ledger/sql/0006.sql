-- Reads, made quick.

-- When the last entry known was made known, whoever asks: the number and pace of entries are public.
create function known_at(of_mission text, of_seq int8) returns timestamptz
language sql stable security definer set search_path = konbit, pg_temp
return (select e.known from entry e where e.mission = of_mission and e.seq = of_seq);

revoke execute on function known_at(text, int8) from public;
grant execute on function known_at(text, int8) to konbit_reader;
