create table guess (
  who text primary key,
  times bigint not null,
  last bigint not null
);
create index guess_last on guess (last);
