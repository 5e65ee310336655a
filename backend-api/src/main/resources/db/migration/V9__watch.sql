-- A row to write when it is in doubt whether the database takes writes.
insert into storage_lock (name) values ('watch');
