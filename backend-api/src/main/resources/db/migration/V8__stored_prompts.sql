-- How long each prompt is, so that what a tenant keeps is counted where it is kept. Prompts of before are noted by the sweeper.
create table stored_prompt (
    sha256 varchar(64) primary key,
    bytes  bigint      not null
);
