-- What a reader sees is worked out once a transaction and kept for as long as it lives, since every table that a statement names
-- asks for it. Only where a transaction sees one moment and writes nothing, so that it cannot become untrue meanwhile.

-- Of whom it is kept, since one transaction may read as several, one after the other; null where nothing may be.
create function sight_key() returns text
language sql stable set search_path = konbit, pg_temp
return case when current_setting('transaction_read_only') = 'on'
    and current_setting('transaction_isolation') in ('repeatable read', 'serializable')
  then concat_ws(chr(10), current_setting('konbit.mission', true), current_setting('konbit.member', true),
    current_setting('konbit.view', true)) end;

create or replace function scopes() returns int4[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare
  key text := sight_key();
  found int4[];
  mission text := current_setting('konbit.mission', true);
  view text := current_setting('konbit.view', true);
begin
  if current_setting('konbit.scopes_of', true) = key then return current_setting('konbit.scopes', true)::int4[]; end if;
  found := scopes_of(mission, current_setting('konbit.member', true));
  if coalesce(view, '') <> '' then
    found := array(
      select unnest(found)
      intersect
      select unnest(opened(mission, array_agg(v.label), array_agg(v.unit)))
      from jsonb_to_recordset(view::jsonb) as v (label text, unit text)
    );
  end if;
  if key is not null then
    perform set_config('konbit.scopes', found::text, true), set_config('konbit.scopes_of', key, true);
  end if;
  return found;
end $$;

create or replace function barred() returns uuid[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare
  key text := sight_key();
  found uuid[];
begin
  if current_setting('konbit.barred_of', true) = key then return current_setting('konbit.barred', true)::uuid[]; end if;
  found := barred_of(current_setting('konbit.mission', true), current_setting('konbit.member', true));
  if key is not null then
    perform set_config('konbit.barred', found::text, true), set_config('konbit.barred_of', key, true);
  end if;
  return found;
end $$;

revoke execute on function sight_key() from public;
