-- Every issuance writes here, so rows are small and have no index but their key; the few looks by expiry may scan.
drop table used_document;
create table used_document (
    -- The first half of the SHA-256 of whose document it is and of its own id.
    id uuid primary key,
    expires_at timestamp(3) with time zone not null
);
drop index lineage_svid_expiry;
