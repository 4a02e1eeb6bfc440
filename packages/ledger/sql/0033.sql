-- Nothing is looked up by what these hold, and to take stock of long texts and hashes was most of taking stock at all: an
-- import of many thousands spent a fifth of Postgres' time on it.
alter table entry
  alter leaf set statistics 0, alter envelope set statistics 0, alter salt set statistics 0, alter filler set statistics 0,
  alter at_text set statistics 0;
alter table facet alter salt set statistics 0, alter content set statistics 0;
alter table version alter body set statistics 0;
alter table command alter author set statistics 0, alter digest set statistics 0, alter seq set statistics 0;
alter table tile alter hashes set statistics 0, alter root set statistics 0;
