-- A reader meets its own devices. Access officers look at others' as the writer does (device.ts), who may ask for an appointment.

drop policy reads on device;
create policy reads on device for select to konbit_reader using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
