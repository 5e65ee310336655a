-- Roots of an issuer elsewhere, kept in the bundle until the last leaf below them has expired.
create table issuer_root (
    fingerprint char(64) primary key,
    certificate varchar(16384) not null,
    published_since timestamp(3) with time zone not null,
    keep_until timestamp(3) with time zone not null
);
