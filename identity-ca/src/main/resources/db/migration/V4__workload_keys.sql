-- Public keys that operators registered, beside those in the registrations directory. A removed key stays as a mark that
-- outlives its file: who finds it there again may not use it until an operator registers it anew.
create table workload_key (
    namespace varchar(63) not null,
    service_account varchar(63) not null,
    thumbprint char(64) not null,
    public_key varchar(1024) not null,
    registered_at timestamp(3) with time zone not null,
    registered_by varchar(2048) not null,
    removed_at timestamp(3) with time zone,
    removed_by varchar(2048),
    primary key (namespace, service_account, thumbprint)
);

-- A lineage that began with a pod is known by the pod's UID and its name of up to 253 characters.
alter table lineage alter column instance set data type varchar(320);
