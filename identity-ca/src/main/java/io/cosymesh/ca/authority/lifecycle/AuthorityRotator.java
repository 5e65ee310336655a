package io.cosymesh.ca.authority.lifecycle;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;

import io.cosymesh.ca.bundle.PublishedBundle;

/**
 * Rotates the authorities when they are due. Every replica looks; one acts.
 */
final class AuthorityRotator {

	private static final Logger logger = LoggerFactory.getLogger(AuthorityRotator.class);

	private final Authorities authorities;

	private final PublishedBundle bundle;

	private volatile boolean failing;

	AuthorityRotator(Authorities authorities, PublishedBundle bundle) {
		this.authorities = authorities;
		this.bundle = bundle;
		authorities.confirmPublished(bundle.current());
		bundle.onChange(authorities::confirmPublished);
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	void look() {
		try {
			this.authorities.confirmPublished(this.bundle.current());
			this.authorities.rotate();
			this.failing = false;
		}
		catch (RuntimeException ex) {
			if (!this.failing) {
				logger.warn("event=authority-rotation-failed", ex);
			}
			this.failing = true;
		}
	}

}
