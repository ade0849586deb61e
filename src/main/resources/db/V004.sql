create table tally (
  tenant text not null,
  kind text not null,
  count bigint not null,
  primary key (tenant, kind)
);
insert into tally (tenant, kind, count) select tenant, kind, count(*) from document group by tenant, kind;
drop index document_scope;
drop index document_created;
create index document_scope on document (tenant, kind, project, created, uid, subtype);
create index document_created on document (tenant, kind, created, uid, project, subtype);
