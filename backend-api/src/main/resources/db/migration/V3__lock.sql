-- A row to hold while prompts are stored or deleted: voices share them, and so may several processes.
create table storage_lock (
    name varchar(32) primary key
);

insert into storage_lock (name) values ('prompts');
