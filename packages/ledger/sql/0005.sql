-- Speed of the append.

-- Takes the head for a batch that was decided while the one before it was still being written. Throws where that one is not
-- the end of the log after all; the edge of the tree names it as nothing else does.
create function hold_head(of_mission text, of_edge bytea) returns void
language plpgsql set search_path = konbit, pg_temp
as $$
begin
  perform from head where mission = of_mission and edge = of_edge for update;
  if not found then
    raise exception 'the log of % ends elsewhere', of_mission using errcode = 'serialization_failure';
  end if;
end $$;
revoke execute on function hold_head(text, bytea) from public;
grant execute on function hold_head(text, bytea) to konbit_writer;

-- These are asked once for every batch and every read, and planning them anew each time cost more than all that follows. Their
-- tables are small, so that a plan made early is no bad plan.
do $$
declare one regprocedure;
begin
  for one in
    select oid from pg_proc
    where pronamespace = 'konbit'::regnamespace
      and proname in ('scopes_of', 'barred_of', 'scopes', 'barred', 'held', 'opened', 'holds_of')
  loop
    execute format('alter function %s set plan_cache_mode = auto', one);
  end loop;
end $$;
