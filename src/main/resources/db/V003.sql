create table kind_form (
  kind text primary key,
  form text not null
);
