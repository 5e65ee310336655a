package io.cosymesh.system;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls at a steady rate through the gateway and backend-api to inference-engine, and
 * once a second a clone through the whole pipeline, each answer kept by what it was. What
 * the machine is too busy for is left out, never sent later.
 */
final class Traffic implements AutoCloseable {

	private static final Map<String, String> FIELDS = Map.of("text", "Hello.");

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Gateway gateway;

	private final byte[] clip = Clips.ordinary();

	private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

	private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

	private final Semaphore questions = new Semaphore(48);

	private final Semaphore clones = new Semaphore(2);

	private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private Traffic(Gateway gateway) {
		this.gateway = gateway;
	}

	/**
	 * Asks what the engine is: backend-api asks inference-engine once for all who ask at
	 * a time.
	 */
	static Traffic start(Gateway gateway, int questionsPerSecond) {
		return start(gateway, gateway.get("/api/v1/engine").build(), questionsPerSecond);
	}

	static Traffic start(Gateway gateway, HttpRequest question, int questionsPerSecond) {
		Traffic traffic = new Traffic(gateway);
		// Until its first connection stands, the client opens one for each request.
		gateway.send(question);
		traffic.clock.scheduleAtFixedRate(() -> traffic.call("question", question, traffic.questions), 0,
				SECOND / questionsPerSecond, TimeUnit.NANOSECONDS);
		traffic.clock.scheduleAtFixedRate(() -> traffic.call("clone", traffic.cloned(), traffic.clones), 0, SECOND,
				TimeUnit.NANOSECONDS);
		return traffic;
	}

	/**
	 * Returns what went wrong so far.
	 */
	Queue<String> failures() {
		return this.failures;
	}

	long answered(String kind) {
		return this.answers.getOrDefault(kind, new AtomicLong()).get();
	}

	/**
	 * Ends the traffic and waits for the last answer.
	 */
	@Override
	public void close() {
		this.clock.close();
		this.calls.close();
	}

	private void call(String kind, HttpRequest request, Semaphore free) {
		if (!free.tryAcquire()) {
			return;
		}
		this.calls.execute(() -> {
			try {
				HttpResponse<byte[]> response = this.gateway.send(request);
				if (response.statusCode() != 200) {
					this.failures.add("%s: %d %s".formatted(kind, response.statusCode(), new String(response.body())));
				}
			}
			catch (Throwable ex) {
				this.failures.add("%s: %s, %s".formatted(kind, ex, ex.getCause()));
			}
			finally {
				free.release();
			}
			this.answers.computeIfAbsent(kind, (any) -> new AtomicLong()).incrementAndGet();
		});
	}

	private HttpRequest cloned() {
		return this.gateway.cloneRequest(FIELDS, this.clip).build();
	}

}
