-- Join tokens, known by their SHA-256 only. Used ones stay until they expire, to tell a replay from a guess.
create table join_token (
    token_hash char(64) primary key,
    spiffe_id varchar(2048) not null,
    expires_at timestamp(3) with time zone not null,
    used_at timestamp(3) with time zone
);
create index join_token_expiry on join_token (expires_at);

-- One lineage of SVIDs per attested instance of a workload. A new attestation replaces it.
create table lineage (
    id uuid primary key,
    attestor varchar(64) not null,
    instance varchar(256) not null,
    spiffe_id varchar(2048) not null,
    current_serial varchar(40) not null,
    previous_serial varchar(40),
    broken boolean default false not null,
    expires_at timestamp(3) with time zone not null,
    constraint one_lineage_per_instance unique (attestor, instance, spiffe_id)
);

-- Every SVID that may still be valid, so that an old one betrays which lineage it was stolen from.
create table lineage_svid (
    serial varchar(40) primary key,
    lineage_id uuid not null,
    expires_at timestamp(3) with time zone not null
);
create index lineage_svid_expiry on lineage_svid (expires_at);

-- The bundle as last published: its content's digest and its sequence, which only ever grows.
create table published_bundle (
    trust_domain varchar(255) primary key,
    digest char(64) not null,
    sequence bigint not null
);
