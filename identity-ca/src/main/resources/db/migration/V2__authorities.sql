-- The keys that sign. A private key is there only while it may still sign, sealed with a key that is not in here.
create table authority (
    id varchar(16) primary key,
    kind varchar(16) not null,
    state varchar(16) not null,
    public_pem varchar(8192) not null,
    sealed_key varchar(4096),
    issuer_id varchar(16),
    not_before timestamp(3) with time zone not null,
    not_after timestamp(3) with time zone not null,
    published_at timestamp(3) with time zone,
    activated_at timestamp(3) with time zone,
    retired_at timestamp(3) with time zone,
    tainted_at timestamp(3) with time zone,
    revoked_at timestamp(3) with time zone,
    -- Nothing that it signed lives longer than this.
    used_until timestamp(3) with time zone
);

-- One row: locked by whoever changes an authority, counted up with every change, read by all replicas.
create table authority_ledger (
    id int primary key,
    version bigint not null,
    -- Tells whether a key-encryption key is the one that the private keys are sealed with.
    key_check varchar(64)
);
insert into authority_ledger (id, version) values (1, 0);
