create table document (
  tenant text not null,
  project text not null,
  kind text not null,
  subtype text not null,
  uid ${text} not null,
  name ${text} not null,
  unique_key text,
  version bigint not null,
  created bigint not null,
  updated bigint not null,
  f1 ${text}, f2 ${text}, f3 ${text}, f4 ${text}, f5 ${text}, f6 ${text}, f7 ${text}, f8 ${text},
  body text not null,
  primary key (tenant, kind, uid)
);
create unique index document_unique on document (tenant, project, kind, unique_key) where unique_key is not null;
create index document_scope on document (tenant, kind, project, created, uid);
create index document_created on document (tenant, kind, created, uid);
create index document_name on document (tenant, kind, name, created, uid);
create index document_f1 on document (tenant, kind, f1, created, uid) where f1 is not null;
create index document_f2 on document (tenant, kind, f2, created, uid) where f2 is not null;
create index document_f3 on document (tenant, kind, f3, created, uid) where f3 is not null;
create index document_f4 on document (tenant, kind, f4, created, uid) where f4 is not null;
create index document_f5 on document (tenant, kind, f5, created, uid) where f5 is not null;
create index document_f6 on document (tenant, kind, f6, created, uid) where f6 is not null;
create index document_f7 on document (tenant, kind, f7, created, uid) where f7 is not null;
create index document_f8 on document (tenant, kind, f8, created, uid) where f8 is not null;

create index document_tenant on document (created) where kind = 'tenant';
create index document_key on document (f1) where kind = 'apiKey';
create index document_user on document (f1) where kind = 'user';

create table document_tag (
  tenant text not null,
  kind text not null,
  uid ${text} not null,
  field text not null,
  value ${text} not null,
  created bigint not null,
  primary key (tenant, kind, uid, field, value)
);
create index document_tag_value on document_tag (tenant, kind, field, value, created, uid);

create table change (
  seq ${serial},
  tenant text not null,
  project text not null,
  kind text not null,
  subtype text not null,
  uid text not null,
  name text not null,
  version bigint not null,
  action text not null,
  actor text not null,
  actor_name text not null,
  operation text not null,
  request text not null,
  at bigint not null,
  diff text not null
);
create index change_tenant on change (tenant, seq);
create index change_audit on change (tenant, seq) where operation <> 'reconcile';
create index change_object on change (tenant, kind, uid, seq);

create table job (
  tenant text not null,
  kind text not null,
  uid text not null,
  due bigint not null,
  generation bigint not null,
  attempts bigint not null,
  owner text not null,
  lease_until bigint not null,
  fence bigint not null,
  error text not null,
  primary key (tenant, kind, uid)
);
create index job_due on job (due);

create table fence (last bigint not null);
insert into fence (last) values (0);

create table event (
  seq ${serial},
  tenant text not null,
  project text not null,
  uid text not null,
  object_kind text not null,
  object_uid text not null,
  at bigint not null,
  body text not null
);
create index event_object on event (tenant, object_kind, object_uid, seq);

create table world (
  tenant text not null,
  uid text not null,
  body text not null,
  primary key (tenant, uid)
);

create table session (
  id text primary key,
  tenant text not null,
  user_uid text not null,
  expires bigint not null
);
create index session_of_user on session (tenant, user_uid);

create table idempotency (
  tenant text not null,
  user_uid text not null,
  claim text not null,
  digest text not null,
  state text not null,
  reply text not null,
  expires bigint not null,
  primary key (tenant, user_uid, claim)
);

create index idempotency_expires on idempotency (expires);

create table data_key (
  tenant text not null,
  id text not null,
  purpose text not null,
  created bigint not null,
  wrapped text not null,
  primary key (tenant, id)
);
