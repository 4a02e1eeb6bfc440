-- Handling: erasure, and records raised or lowered. The writer may change nothing that was told; these functions do, and
-- only in the transaction that appends the entry which says so.

-- What stays of a facet of which something was erased: salts and digests, from which nothing can be guessed.
alter table facet add column if not exists kept text; -- 0002 may have made it

create table erasure (
  mission text collate "C" not null,
  seq int8 not null, -- the entry that erases
  what int8 not null, -- the entry of which something is erased
  label text collate "C" not null,
  field text collate "C", -- null: the whole facet
  record uuid not null,
  scope int4 not null, -- that of the facet
  ground text collate "C" not null,
  known timestamptz not null
);
create unique index on erasure (mission, what, label, field) nulls not distinct;
create index on erasure (record);
create index on erasure (mission, seq);

-- Up to which erasure the files of the database were swept.
create table swept (
  mission text collate "C" primary key,
  seq int8 not null,
  at timestamptz not null
);

-- Facets change by handling alone, so the database lets go of what was erased within minutes and not when much has changed.
alter table facet set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0);

-- Who sees a facet sees that something of it was erased: by the one policy of all that has a scope.
alter table erasure enable row level security;
alter table erasure force row level security;
do $$ begin
  execute format(
    'create policy reads on erasure for select to konbit_reader using (%s)',
    (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = 'facet'::regclass and polname = 'reads')
  );
end $$;
create policy looks on erasure for select to konbit_writer using (true);
create policy handles on erasure to konbit_owner using (true) with check (true);

-- The owner, as whom the functions below run, sees what was told of a record only while this transaction handles it.
create policy handles on facet to konbit_owner using (
  exists (
    select from entry e
    where e.mission = facet.mission and e.record = facet.record and e.verb in ('erase', 'raise', 'lower')
      and e.xmin = pg_current_xact_id_if_assigned()::xid
  )
) with check (true);
create policy handles on entry for update to konbit_owner using (
  exists (
    select from entry e
    where e.mission = entry.mission and e.record = entry.record and e.verb in ('erase', 'raise', 'lower')
      and e.xmin = pg_current_xact_id_if_assigned()::xid
  )
) with check (true);

-- The record that an entry of this very transaction handles.
create function handled(of_mission text, of_seq int8, of_verb text[]) returns uuid
language plpgsql stable security definer set search_path = konbit, pg_temp
as $$
declare
  found uuid;
begin
  select record into found from entry e
  where e.mission = of_mission and e.seq = of_seq and e.verb = any (of_verb) and e.xmin = pg_current_xact_id()::xid;
  if found is null then
    raise exception 'entry % of % was not made by this transaction for that', of_seq, of_mission
      using errcode = 'insufficient_privilege';
  end if;
  return found;
end $$;

-- Takes content and salts out of facets of the entry's record, and notes what was taken.
create function erase_facets(
  of_mission text, of_seq int8, of_ground text,
  of_what int8[], of_label text[], of_content text[], of_kept text[], -- one for each facet
  in_what int8[], in_label text[], in_field text[] -- one for each thing erased
) returns void
language plpgsql security definer set search_path = konbit, pg_temp
as $$
declare
  of_record uuid := handled(of_mission, of_seq, '{erase}');
begin
  update facet f set salt = null, content = e.content, kept = e.kept
  from unnest(of_what, of_label, of_content, of_kept) as e (what, label, content, kept)
  where f.mission = of_mission and f.seq = e.what and f.label = e.label and f.record = of_record;
  insert into erasure (mission, seq, what, label, field, record, scope, ground, known)
  select of_mission, of_seq, e.what, e.label, e.field, of_record, f.scope, of_ground, by.known
  from unnest(in_what, in_label, in_field) as e (what, label, field)
  join facet f on f.mission = of_mission and f.seq = e.what and f.label = e.label,
  entry by
  where by.mission = of_mission and by.seq = of_seq
  on conflict do nothing;
end $$;

-- The label under which a facet lies in a record raised to `floor`: that, or its own where it is higher.
create function label_under(floor text, label text) returns text
language sql stable set search_path = konbit, pg_temp
return case when exists (select from opens o where o.held = floor and o.label = label_under.label) then floor else label end;

-- Lays all that was told of the entry's record under `floor`, or under each facet's own label where that is higher.
create function place_record(of_mission text, of_seq int8, floor text) returns void
language plpgsql security definer set search_path = konbit, pg_temp
as $$
declare
  of_record uuid := handled(of_mission, of_seq, '{raise,lower}');
begin
  insert into scope (mission, label, unit)
  select distinct of_mission, label_under(floor, f.label), s.unit
  from facet f join scope s on s.scope = f.scope
  where f.mission = of_mission and f.seq in (select e.seq from entry e where e.mission = of_mission and e.record = of_record)
  on conflict do nothing;
  update facet f set scope = n.scope
  from scope s, scope n
  where f.mission = of_mission
    and f.seq in (select e.seq from entry e where e.mission = of_mission and e.record = of_record)
    and s.scope = f.scope and n.mission = of_mission and n.unit = s.unit and n.label = label_under(floor, f.label)
    and n.scope <> f.scope;
  update erasure x set scope = f.scope
  from facet f
  where x.mission = of_mission and x.record = of_record
    and f.mission = of_mission and f.seq = x.what and f.label = x.label and f.scope <> x.scope;
  -- The envelope lies with the lowest facet that its entry wrote.
  update entry e set scope = low.scope
  from (
    select distinct on (f.seq) f.seq, f.scope
    from facet f
    where f.mission = of_mission and f.seq in (select o.seq from entry o where o.mission = of_mission and o.record = of_record)
    order by f.seq, array_position('{public,partner,mission,restricted,conduct,care,custody}', f.label::text)
  ) low
  where e.mission = of_mission and e.seq = low.seq and e.scope <> low.scope;
end $$;

revoke execute on function handled(text, int8, text[]) from public;
revoke execute on function erase_facets(text, int8, text, int8[], text[], text[], text[], int8[], text[], text[]) from public;
revoke execute on function label_under(text, text) from public;
revoke execute on function place_record(text, int8, text) from public;
grant execute on function erase_facets(text, int8, text, int8[], text[], text[], text[], int8[], text[], text[]) to konbit_writer;
grant execute on function place_record(text, int8, text) to konbit_writer;
grant select on erasure to konbit_reader, konbit_writer;
-- A raised record is read, and the reading noted, under the label that it lies under.
grant select on scope to konbit_reader;
