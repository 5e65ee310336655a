-- Nothing is kept of a cancelled job: it starts over if it is tried again.
update job set done = 0, total = null, engine = null, attempts = 0 where state = 'cancelled';
