-- The record, who may see it, and what is projected from it. Run once, by the owner, in the schema konbit.
-- Policies and the tables r_<register>_<label> are generated (tables.ts). Text sorts by C everywhere.

-- The missions, and the end of each one's log.

create table mission (
  id text collate "C" primary key,
  name text not null,
  clock text not null check (clock in ('live', 'replayed')),
  zone text not null,
  exercise boolean not null default false,
  secret bytea not null, -- keys the digests of commands
  made timestamptz not null default now()
);

create table head (
  mission text collate "C" primary key references mission,
  size int8 not null default 0,
  known timestamptz,
  edge bytea not null default '' -- the right edge of the Merkle tree
);

-- The record: append only, save for erasure.

create table entry (
  mission text collate "C" not null,
  seq int8 not null,
  leaf bytea not null, -- public
  envelope text not null, -- canonical, what was hashed
  salt bytea not null,
  filler bytea not null, -- stands for what lies above the highest facet; shown to nobody
  scope int4 not null,
  known timestamptz not null,
  recorded timestamptz not null,
  author text collate "C" not null,
  register text collate "C" not null,
  edition int4 not null,
  record uuid not null,
  verb text collate "C" not null,
  at_text text not null,
  at timestamptz not null,
  corrects int8,
  from_state text collate "C",
  to_state text collate "C",
  primary key (mission, seq)
);
create index on entry (record, seq);
create index on entry (mission, known, seq);

create table facet (
  mission text collate "C" not null,
  seq int8 not null,
  label text collate "C" not null,
  record uuid not null,
  scope int4 not null,
  salt bytea, -- null, as the content, when erased
  content text,
  primary key (mission, seq, label)
);

create table command (
  command uuid not null,
  mission text collate "C" not null,
  author text collate "C" not null,
  digest bytea not null, -- keyed; never the input
  seq int8 not null,
  primary key (command, mission)
);

create table follower (
  name text collate "C" not null,
  mission text collate "C" not null,
  seq int8 not null,
  primary key (name, mission)
);

-- Which edition of a register an entry was written under, and which definition each generated table has.

create table definition (
  register text collate "C" not null,
  edition int4 not null,
  digest text not null,
  made timestamptz not null default now(),
  primary key (register, edition)
);

-- Who may see.

create table scope (
  scope int4 generated always as identity primary key,
  mission text collate "C" not null,
  label text collate "C" not null,
  unit text collate "C" not null,
  unique (mission, label, unit)
);

create table unit (
  mission text collate "C" not null,
  unit text collate "C" not null,
  above text collate "C" not null, -- itself among them
  steps int4 not null,
  primary key (mission, unit, above)
);

create table opens (
  held text collate "C" not null,
  label text collate "C" not null,
  primary key (held, label)
);

create table member (
  mission text collate "C" not null,
  member text collate "C" not null,
  roles text[] not null,
  primary key (mission, member)
);

create table clearance (
  mission text collate "C" not null,
  member text collate "C" not null,
  label text collate "C" not null,
  unit text collate "C" not null,
  until timestamptz,
  primary key (mission, member, label, unit)
);

create table barred (
  mission text collate "C" not null,
  member text collate "C" not null,
  record uuid not null,
  primary key (mission, member, record)
);

-- The versions: one rectangle of (at, known) for each facet. known_to = 2^63-1 and at_to = infinity is now.

create table version (
  record uuid not null,
  label text collate "C" not null,
  known_from int8 not null,
  at_from timestamptz not null,
  mission text collate "C" not null,
  at_to timestamptz not null,
  known_to int8 not null,
  register text collate "C" not null,
  scope int4 not null,
  state text collate "C",
  body jsonb not null,
  primary key (record, label, known_from, at_from, mission)
) with (fillfactor = 90);

-- Words and references are kept once, for ever; a reader checks them against the version of the moment asked for.

create table term (
  mission text collate "C" not null,
  word text collate "C" not null,
  scope int4 not null,
  register text collate "C" not null,
  record uuid not null
);
create index on term (mission, word, scope, register); -- not unique, so that a common word takes little room

create table link (
  mission text collate "C" not null,
  target uuid not null,
  register text collate "C" not null,
  field text collate "C" not null,
  record uuid not null,
  scope int4 not null,
  primary key (target, mission, register, field, record, scope)
);

-- Scopes are worked out here and nowhere else: for the policies, and for an author under the lock.

create function scopes_of(of_mission text, of_member text) returns int4[]
language sql stable security definer set search_path = konbit, pg_temp
return (
  select coalesce(array_agg(distinct s.scope), '{}')
  from clearance c
  join opens o on o.held = c.label
  join scope s on s.mission = c.mission and s.label = o.label
  where c.mission = of_mission
    and c.member = of_member
    and (c.until is null or c.until > now())
    and (
      c.unit in ('*', s.unit)
      or exists (select from unit u where u.mission = c.mission and u.unit = s.unit and u.above = c.unit)
    )
);

create function barred_of(of_mission text, of_member text) returns uuid[]
language sql stable security definer set search_path = konbit, pg_temp
return (
  select coalesce(array_agg(b.record), '{}')
  from barred b
  where b.mission = of_mission and b.member = of_member
);

create function scopes() returns int4[]
language sql stable security definer set search_path = konbit, pg_temp
return scopes_of(current_setting('konbit.mission', true), current_setting('konbit.member', true));

create function barred() returns uuid[]
language sql stable security definer set search_path = konbit, pg_temp
return barred_of(current_setting('konbit.mission', true), current_setting('konbit.member', true));

-- The labels that the reader holds for the whole mission: what decides whether a figure is partial.
create function held() returns text[]
language sql stable security definer set search_path = konbit, pg_temp
return (
  select coalesce(array_agg(distinct o.label::text), '{}')
  from clearance c
  join opens o on o.held = c.label
  where c.mission = current_setting('konbit.mission', true)
    and c.member = current_setting('konbit.member', true)
    and (c.until is null or c.until > now())
    and c.unit = '*'
);

-- The last entry known by an instant, whoever asks: the number and pace of entries are public.
create function size_at(of_mission text, instant timestamptz) returns int8
language sql stable security definer set search_path = konbit, pg_temp
return (
  select coalesce((
    select e.seq from entry e where e.mission = of_mission and e.known <= instant order by e.known desc, e.seq desc limit 1
  ), 0)
);

-- A plan made without statistics picks any index that fits. Autovacuum gathers them within minutes; an import fills the
-- tables in seconds, so the ledger asks for it. Only the owner may.
create function take_stock(of_register text[]) returns void
language plpgsql security definer set search_path = konbit, pg_temp
set default_statistics_target = '20' -- enough to tell a column of few values from one of many; autovacuum does it well
as $$
declare name text;
begin
  for name in
    select relname from pg_class
    where relnamespace = 'konbit'::regnamespace and relkind = 'r'
      and (relname in ('entry', 'facet', 'command', 'version', 'term', 'link', 'scope', 'unit', 'clearance')
        or split_part(relname, '_', 1) = 'r' and split_part(relname, '_', 2) = any (of_register))
  loop
    execute format('analyze %I', name);
  end loop;
end $$;

revoke execute on all functions in schema konbit from public;
grant execute on function scopes(), barred(), held(), size_at(text, timestamptz) to konbit_reader;
grant execute on function scopes_of(text, text), barred_of(text, text), take_stock(text[]) to konbit_writer;

-- A reader reads through the policies; a writer adds, closes versions and moves heads, and changes nothing told.

grant usage on schema konbit to konbit_reader, konbit_writer;
grant select (id, name, clock, zone, exercise, made) on mission to konbit_reader;
grant select on head to konbit_reader;
grant select (
  mission, seq, leaf, envelope, salt, scope, known, recorded, author, register, edition, record, verb, at_text, at,
  corrects, from_state, to_state
) on entry to konbit_reader;
grant select on facet, version, term, link to konbit_reader;

grant select, insert on mission, entry, facet, command, scope, definition to konbit_writer;
grant select, insert, update on head, follower to konbit_writer;
grant select, insert, update, delete on version, term, link, unit, member, clearance, barred to konbit_writer;
grant select on opens to konbit_writer;
