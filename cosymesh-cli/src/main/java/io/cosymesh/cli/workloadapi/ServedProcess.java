package io.cosymesh.cli.workloadapi;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.jwt.IdentityCaJwtIssuer;
import io.cosymesh.identity.renewal.BundleRefresher;
import io.cosymesh.identity.renewal.RenewalSchedule;
import io.cosymesh.identity.renewal.SvidRenewer;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.workloadapi.EndpointAddress;
import io.cosymesh.workloadapi.server.ServedIdentity;
import io.cosymesh.workloadapi.server.WorkloadApiServer;
import io.cosymesh.workloadapi.server.WorkloadApiSettings;
import io.cosymesh.workloadapi.socket.SocketAccess;

/**
 * The command at work: attests, renews and serves until the process is told to stop.
 */
final class ServedProcess {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration PUSH_SPREAD = Duration.ofSeconds(1);

	private static final int THREADS = 4;

	private ServedProcess() {
	}

	static void run(WorkloadApiCommand options, Console console) {
		InstantSource clock = InstantSource.system();
		Attestation attestation = Attestation.of(options, clock);
		SecureRandom random = new SecureRandom();
		SvidSource source = new SvidSource(attestation.self(), clock);
		IdentityCaClient ca = new IdentityCaClient(attestation.ca(), source, attestation.bootstrap(), clock);
		ServedIdentity identity = new ServedIdentity(ca, source, clock);
		source.onChange((snapshot) -> report(snapshot, console));
		ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(THREADS,
				Thread.ofPlatform().name("workload-api-", 0).daemon().factory());
		RenewalSchedule schedule = new RenewalSchedule(clock, random);
		SvidRenewer renewer = new SvidRenewer(identity, source, schedule, scheduler);
		BundleRefresher refresher = new BundleRefresher(ca, source, schedule, scheduler);
		try (WorkloadApiServer server = WorkloadApiServer.start(settings(options), identity,
				new IdentityCaJwtIssuer(attestation.ca(), source, clock), scheduler, random)) {
			CountDownLatch told = closeWhenTold(server);
			console.print(EndpointAddress.VARIABLE + "=" + server.address());
			refresher.start();
			renewer.start();
			awaitIdentity(renewer, options, console);
			told.await();
		}
		catch (IOException ex) {
			throw CommandFailure.because("no socket: " + reason(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			renewer.close();
			refresher.close();
			scheduler.shutdownNow();
		}
	}

	private static void awaitIdentity(SvidRenewer renewer, WorkloadApiCommand options, Console console)
			throws InterruptedException {
		boolean waiting = true;
		while (waiting) {
			try {
				renewer.awaitFirst(PATIENCE);
				waiting = false;
			}
			catch (IssuanceException ex) {
				if (!ex.retryable()) {
					throw CommandFailure
						.refused("%s%n%s".formatted(ex.getMessage(), Attestation.registration(options.serviceAccount)));
				}
				console.say("Still waiting: " + ex.getMessage());
			}
		}
	}

	private static CountDownLatch closeWhenTold(WorkloadApiServer server) {
		CountDownLatch told = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			server.close();
			told.countDown();
		}, "workload-api-stop"));
		return told;
	}

	private static WorkloadApiSettings settings(WorkloadApiCommand options) throws IOException {
		Path socket = options.socket;
		if (socket == null) {
			options.workspace.state().prepare();
			socket = options.workspace.state().socket(options.serviceAccount);
		}
		try {
			return new WorkloadApiSettings(socket, SocketAccess.shared(options.users, options.group), options.hint,
					PUSH_SPREAD);
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()));
		}
	}

	private static void report(SvidSnapshot snapshot, Console console) {
		console.say("event=svid-served spiffe-id=%s serial=%s expires-at=%s generation=%d"
			.formatted(snapshot.spiffeId(), snapshot.serial(), snapshot.notAfter(), snapshot.generation()));
	}

	private static String reason(IOException failure) {
		String message = failure.getMessage();
		return (message != null && message.indexOf(' ') > 0) ? message : failure.toString();
	}

}
