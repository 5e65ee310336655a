package io.cosymesh.ca.federation.endpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

import io.cosymesh.ca.federation.endpoint.HostCertificateFiles.HostChain;
import io.cosymesh.ca.federation.endpoint.HostCertificateFiles.UnusableCertificateException;
import io.cosymesh.ca.federation.tls.EndpointServers;

/**
 * Looks at the certificate files again and again and shows new connections what they
 * hold. What can't be used is refused, and the certificate before it stays.
 */
final class HostCertificateReload implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(HostCertificateReload.class);

	private final HostCertificateFiles files;

	private final EndpointTls tls;

	private final TaskScheduler scheduler;

	private final Duration interval;

	private final MeterRegistry meters;

	private @Nullable ScheduledFuture<?> looking;

	HostCertificateReload(HostCertificateFiles files, EndpointTls tls, TaskScheduler scheduler, Duration interval,
			MeterRegistry meters) {
		this.files = files;
		this.tls = tls;
		this.scheduler = scheduler;
		this.interval = interval;
		this.meters = meters;
	}

	@Override
	public synchronized void start() {
		this.looking = this.scheduler.scheduleWithFixedDelay(this::look, this.interval);
	}

	@Override
	public synchronized void stop() {
		if (this.looking != null) {
			this.looking.cancel(false);
			this.looking = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.looking != null;
	}

	synchronized void look() {
		try {
			this.files.changes().ifPresent(this::take);
		}
		catch (IOException ex) {
			refuse("it can't be read: " + ex.getClass().getSimpleName());
		}
		catch (UnusableCertificateException ex) {
			refuse(String.valueOf(ex.getMessage()));
		}
	}

	private void take(HostChain chain) {
		this.tls.replace(EndpointServers.web(chain.certificates(), chain.key()));
		count("ok");
		logger.info("event=federation-endpoint-certificate-reloaded serial={} notAfter={}",
				chain.leaf().getSerialNumber().toString(16), chain.leaf().getNotAfter().toInstant());
	}

	private void refuse(String reason) {
		count("refused");
		logger.warn("event=federation-endpoint-certificate-refused kept=previous detail=\"{}\"", reason);
	}

	private void count(String result) {
		this.meters.counter("federation_endpoint_reloads", "result", result).increment();
	}

}
