-- Portable between H2 and PostgreSQL, which name a primary key of their own accord differently: a new table, then.
create table tenant_pronunciation (
    tenant     varchar(64)                    not null,
    owner      varchar(255)                   not null,
    word       varchar(64)                    not null,
    reading    varchar(256)                   not null,
    language   varchar(35),
    updated_at timestamp(6) with time zone    not null,
    constraint tenant_pronunciation_key primary key (tenant, owner, word)
);

insert into tenant_pronunciation (tenant, owner, word, reading, language, updated_at)
select 'default', owner, word, reading, language, updated_at from pronunciation;

drop table pronunciation;

alter table tenant_pronunciation rename to pronunciation;
