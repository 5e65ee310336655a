package io.cosymesh.ca.bundle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * The trust bundle that workloads are given, live.
 */
public final class PublishedBundle {

	private static final Logger logger = LoggerFactory.getLogger(PublishedBundle.class);

	private final List<Consumer<TrustBundle>> listeners = new CopyOnWriteArrayList<>();

	private volatile TrustBundle current;

	/**
	 * Starts with a bundle.
	 * @param first what is published first
	 */
	public PublishedBundle(TrustBundle first) {
		this.current = first;
	}

	/**
	 * Returns the bundle as it is published now.
	 * @return the newest one
	 */
	public TrustBundle current() {
		return this.current;
	}

	/**
	 * Registers a listener for future bundles.
	 * @param listener called after each change, on the publishing thread
	 */
	public void onChange(Consumer<TrustBundle> listener) {
		this.listeners.add(listener);
	}

	synchronized void replace(TrustBundle next) {
		if (next.sequence() <= this.current.sequence()) {
			throw new IllegalArgumentException("A bundle's sequence only grows");
		}
		this.current = next;
		this.listeners.forEach((listener) -> tell(listener, next));
	}

	private static void tell(Consumer<TrustBundle> listener, TrustBundle bundle) {
		try {
			listener.accept(bundle);
		}
		catch (RuntimeException ex) {
			logger.warn("event=bundle-listener-failed sequence={}", bundle.sequence(), ex);
		}
	}

}
