-- Operating: the mission's clock in one place, what a login without the owner's rights may know of the shape, and how far
-- the standbys have come.

-- What `known` and `recorded` are taken from, under the lock. Never read it for anything else.
create function clock() returns timestamptz language sql volatile set search_path = konbit, pg_temp
return clock_timestamp();

-- Whether as many standbys as the server waits for hold everything up to that place in its log. True where it waits for none.
-- The owner is told by pg_read_all_stats; without it nothing is known and the answer is no.
create function is_replicated(wanted pg_lsn) returns boolean
language sql volatile security definer set search_path = pg_catalog, pg_temp
return (
  select case
    when current_setting('synchronous_standby_names') = '' then true
    else (
      select count(*) from pg_stat_replication
      where sync_state in ('sync', 'quorum') and flush_lsn >= wanted
    ) >= coalesce(substring(current_setting('synchronous_standby_names') from '(\d+)\s*\(')::int, 1)
  end
);

revoke execute on function clock(), is_replicated(pg_lsn) from public;
grant execute on function clock(), is_replicated(pg_lsn) to konbit_writer;
grant select on migration to konbit_writer;
