-- The newest known bundle of each foreign trust domain. What its endpoint counts is in foreign_sequence, null if it
-- doesn't count; what workloads are told is in sequence, which only ever grows.
create table federated_bundle (
    trust_domain varchar(255) primary key,
    foreign_sequence bigint,
    sequence bigint not null,
    digest char(64) not null,
    document text not null,
    initial_digest char(64),
    refreshed_at timestamp(3) with time zone
);
