package io.cosymesh.ca.authority.vault;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import io.cosymesh.ca.authority.AuthorityUnusableException;

/**
 * Refuses to start with a Vault that won't sign, after waiting for one that isn't up yet.
 */
final class VaultStart {

	private static final Logger logger = LoggerFactory.getLogger(VaultStart.class);

	private final VaultSettings settings;

	VaultStart(VaultSettings settings) {
		this.settings = settings;
	}

	void requireWorking(VaultAuthority authority) {
		RetryPolicy patience = RetryPolicy.builder()
			.predicate((failure) -> failure instanceof VaultFaultException fault && fault.fault().passing())
			.maxRetries(Long.MAX_VALUE)
			.timeout(this.settings.startTimeout())
			.delay(Duration.ofSeconds(1))
			.multiplier(1.5)
			.maxDelay(Duration.ofSeconds(5))
			.build();
		try {
			new RetryTemplate(patience).execute(() -> {
				tryOut(authority);
				return true;
			});
		}
		catch (RetryException ex) {
			throw unusable(ex.getCause());
		}
		logger.info("event=issuer-ready vault={} mount={} role={} roots={}", this.settings.uri(), this.settings.mount(),
				this.settings.role(), authority.roots().size());
	}

	private void tryOut(VaultAuthority authority) {
		try {
			authority.tryOut();
		}
		catch (VaultFaultException ex) {
			logger.warn("event=issuer-not-ready vault={} reason={} detail=\"{}\"", this.settings.uri(),
					ex.fault().code(), ex.detail());
			throw ex;
		}
	}

	private RuntimeException unusable(Throwable cause) {
		if (cause instanceof VaultFaultException fault) {
			return new AuthorityUnusableException("Vault at %s cannot sign for this CA (%s): %s."
				.formatted(this.settings.uri(), fault.fault().code(), fault.detail()), fault.fault().action());
		}
		return new IllegalStateException("Cannot try out Vault", cause);
	}

}
