-- Portable between H2 and PostgreSQL. Each owner has a dictionary of its own.
create table pronunciation (
    owner      varchar(255)                   not null,
    word       varchar(64)                    not null,
    reading    varchar(256)                   not null,
    language   varchar(35),
    updated_at timestamp(6) with time zone    not null,
    primary key (owner, word)
);
