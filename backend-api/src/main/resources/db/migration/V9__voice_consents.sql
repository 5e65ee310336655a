-- Consents that are kept before there is a voice, each a recording of the person agreeing. Portable between H2 and
-- PostgreSQL.
create table voice_consent (
    id         uuid primary key,
    tenant     varchar(64)                    not null,
    owner      varchar(255)                   not null,
    name       varchar(255)                   not null,
    language   varchar(40)                    not null,
    recording  varchar(64)                    not null,
    -- the address that it came from
    address    varchar(64),
    created_at timestamp(6) with time zone    not null
);

create index voice_consent_newest on voice_consent (tenant, owner, created_at desc, id desc);

create index voice_consent_audio on voice_consent (recording);
