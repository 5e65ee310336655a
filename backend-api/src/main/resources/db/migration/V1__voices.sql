-- Portable between H2 and PostgreSQL: JSON travels as text, times keep microseconds.
create table voice (
    id         uuid primary key,
    name       varchar(100)                   not null,
    transcript varchar(1000),
    language   varchar(35),
    labels     varchar(2000)                  not null,
    consent_by varchar(255)                   not null,
    consent_at timestamp(6) with time zone    not null,
    created_at timestamp(6) with time zone    not null,
    prompt     varchar(64)                    not null,
    quality    text                           not null,
    features   text                           not null
);

create index voice_newest on voice (created_at desc, id desc);

create index voice_prompt on voice (prompt);
