package io.cosymesh.ca.state;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ErrorHandler;

/**
 * Says in one line that regular work had to wait for the database; anything else is a
 * fault and logged whole.
 */
final class ScheduledWorkFailures implements ErrorHandler {

	private static final Logger logger = LoggerFactory.getLogger(ScheduledWorkFailures.class);

	@Override
	public void handleError(Throwable failure) {
		if (failure instanceof DataAccessException || failure instanceof TransactionException) {
			logger.warn("event=scheduled-work-postponed reason=store-unavailable cause={}",
					failure.getClass().getSimpleName());
			return;
		}
		logger.error("event=scheduled-work-failed", failure);
	}

}
