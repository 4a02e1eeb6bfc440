-- Whoever is barred from a record is barred from what belongs to it: an investigation, its evidence, its referral. The table is a
-- projection of registers that bar `with` another record, kept in step inside the append (access/project.ts).

create table barred_with (
  mission text collate "C" not null,
  record uuid not null,
  under uuid not null,
  primary key (mission, under, record)
);
create index on barred_with (mission, record);
grant select, insert, update, delete on barred_with to konbit_writer;

create or replace function barred_of(of_mission text, of_member text) returns uuid[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare own text[] := (select m.units from member m where m.mission = of_mission and m.member = of_member);
begin
  return array(
    with line as (
      select unnest(own) as unit
      union
      select u.above from unit u where u.mission = of_mission and u.unit = any (own)
      union
      select u.unit from unit u where u.mission = of_mission and u.above = any (own)
    ), named as (
      select b.record from barred b where b.mission = of_mission and b.member = of_member
      union
      select a.record from line l join accused a on a.mission = of_mission and a.unit = l.unit
    ), whole as (
      select n.record from named n
      union
      select w.record from named n join barred_with w on w.mission = of_mission and w.under = n.record
    )
    select n.record from whole n
    where not exists (
      select from concerns c where c.mission = of_mission and c.record = n.record and c.member = of_member
    )
  );
end $$;
