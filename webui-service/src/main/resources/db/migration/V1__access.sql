-- Portable between H2 and PostgreSQL. People who sign in with a password.
create table person (
    name          varchar(63)                    primary key,
    tenant        varchar(64)                    not null,
    role          varchar(16)                    not null,
    enabled       boolean                        not null,
    -- Argon2id with its parameters and salt
    password_hash varchar(255)                   not null,
    created_at    timestamp(6) with time zone    not null,
    password_at   timestamp(6) with time zone    not null
);

create index person_tenant on person (tenant, name);

create table api_key (
    id                  varchar(16)                    primary key,
    name                varchar(80)                    not null,
    tenant              varchar(64)                    not null,
    -- whose things it makes: a person, or a name that nobody signs in with
    owner               varchar(255)                   not null,
    scopes              varchar(64)                    not null,
    -- SHA-256 of the secret
    secret_hash         varchar(64)                    not null,
    -- the secret before the last rotation, and until when it is still taken
    previous_hash       varchar(64),
    previous_until      timestamp(6) with time zone,
    requests_per_minute int,
    requests_per_day    int,
    created_by          varchar(255)                   not null,
    created_at          timestamp(6) with time zone    not null,
    expires_at          timestamp(6) with time zone,
    last_used_at        timestamp(6) with time zone
);

create index api_key_owner on api_key (tenant, owner, created_at);

-- Requests of a key on a day (UTC), of all replicas together.
create table api_key_use (
    key_id   varchar(16)  not null references api_key (id) on delete cascade,
    used_on  date         not null,
    requests bigint       not null,
    primary key (key_id, used_on)
);

create table person_session (
    -- SHA-256 of the token in the cookie
    id         varchar(64)                    primary key,
    tenant     varchar(64)                    not null,
    name       varchar(255)                   not null,
    -- what an issuer said the person may do; for a person of our own the role says it
    scopes     varchar(64),
    address    varchar(64)                    not null,
    created_at timestamp(6) with time zone    not null,
    seen_at    timestamp(6) with time zone    not null,
    expires_at timestamp(6) with time zone    not null
);

create index person_session_name on person_session (tenant, name, created_at);

create index person_session_seen on person_session (seen_at);

-- Who did what. Rows are added, and deleted when they are old; never changed.
create table audit_event (
    id          bigint generated always as identity primary key,
    happened_at timestamp(6) with time zone    not null,
    tenant      varchar(64)                    not null,
    actor       varchar(255)                   not null,
    proof       varchar(80)                    not null,
    action      varchar(40)                    not null,
    subject     varchar(320)                   not null,
    outcome     varchar(16)                    not null,
    reason      varchar(80),
    address     varchar(64)                    not null,
    request_id  varchar(64)
);

create index audit_event_tenant on audit_event (tenant, id desc);

create index audit_event_age on audit_event (happened_at);
