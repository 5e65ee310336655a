-- Documents that may be used once, known by the SHA-256 of whose they are and of their own id. A row stays until the
-- document would be refused for its age anyway.
create table used_document (
    document_hash char(64) primary key,
    expires_at timestamp(3) with time zone not null
);
create index used_document_expiry on used_document (expires_at);
