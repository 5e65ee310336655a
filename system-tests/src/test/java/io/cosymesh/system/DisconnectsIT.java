package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners who leave in the middle, a thousand times over.
 */
@Order(46)
@ExtendWith(StackExtension.class)
class DisconnectsIT {

	private static final int LISTENERS = 1000;

	private static final int AT_ONCE = 8;

	/** Pools breathe. */
	private static final int SLACK = 24;

	private static final String LONG = "It goes on and on, and nobody waits for the end of it. ".repeat(80);

	private static final List<String> SERVICES = List.of("webui-service", "backend-api", "audio-processor",
			"inference-engine");

	private final Cosymesh stack;

	private final Gateway gateway;

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	DisconnectsIT(Cosymesh stack) {
		this.stack = stack;
		this.gateway = new Gateway(stack.credentials());
	}

	@Test
	void nothingIsLeftOfWhoLeaves() throws Exception {
		String voice = addVoice();
		leave(voice, 0);
		leave(voice, 1);
		awaitIdle();
		Map<String, Footprint> before = footprints();
		Set<String> files = files();
		try (ExecutorService listeners = Executors.newFixedThreadPool(AT_ONCE)) {
			IntStream.range(0, LISTENERS).forEach((number) -> listeners.execute(() -> {
				try {
					leave(voice, number);
				}
				catch (Exception ex) {
					this.failures.add(ex.toString());
				}
			}));
		}
		assertThat(this.failures).isEmpty();
		awaitIdle();
		Awaitility.await().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			footprints().forEach((service, now) -> {
				assertThat(now.descriptors()).as(service).isLessThan(before.get(service).descriptors() + SLACK);
				assertThat(now.threads()).as(service).isLessThan(before.get(service).threads() + SLACK);
				assertThat(now.children()).as(service).isLessThanOrEqualTo(before.get(service).children());
			});
			assertThat(files()).isEqualTo(files);
		});
		this.gateway.send(this.gateway.json("DELETE", "/api/v1/voices/" + voice, "").build());
		this.gateway.close();
	}

	/** Begins to listen and leaves. */
	private void leave(String voice, int number) throws IOException, InterruptedException {
		String order = JsonMapper.shared()
			.writeValueAsString(
					Map.of("voice", voice, "text", LONG, "format", (number % 2 == 0) ? "pcm" : "mp3", "seed", number));
		// A connection of its own: one on which hundreds of streams are reset is taken
		// for an attack.
		HttpRequest request = this.gateway.json("POST", "/api/v1/speech", order)
			.version(HttpClient.Version.HTTP_1_1)
			.build();
		HttpResponse<InputStream> response = this.gateway.stream(request);
		try (InputStream audio = response.body()) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(audio.read()).isNotNegative();
		}
	}

	private void awaitIdle() {
		Awaitility.await().pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
			JsonNode engines = JsonMapper.shared()
				.readTree(this.gateway.send(this.gateway.get("/api/v1/engines").build()).body());
			JsonNode load = engines.path("engines").get(0).path("load");
			assertThat(load.path("running").asInt(-1)).isZero();
			assertThat(load.path("queued").asInt(-1)).isZero();
		});
	}

	private Map<String, Footprint> footprints() {
		return SERVICES.stream()
			.collect(Collectors.toMap((service) -> service, (service) -> Footprint.of(this.stack.process(service))));
	}

	/** Returns all that services keep, but what they say of themselves. */
	private Set<String> files() throws IOException {
		Path home = this.stack.home();
		try (Stream<Path> files = Files.walk(home)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> home.relativize(file).toString())
				.filter((file) -> !file.startsWith("logs"))
				.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private String addVoice() {
		HttpResponse<byte[]> added = this.gateway.send(this.gateway.request("/api/v1/voices")
			.header("Authorization", "Bearer " + this.stack.credentials().path("apiKey").asString())
			.POST(Gateway.form(Map.of("name", "Left", "consent", "true"), Clips.ordinary()))
			.build());
		return JsonMapper.shared().readTree(added.body()).path("id").asString();
	}

	/**
	 * What a process holds.
	 *
	 * @param descriptors open files, sockets among them
	 * @param threads platform threads
	 * @param children its own processes
	 */
	private record Footprint(long descriptors, long threads, long children) {

		static Footprint of(ProcessHandle process) {
			Path self = Path.of("/proc", Long.toString(process.pid()));
			return new Footprint(count(self.resolve("fd")), count(self.resolve("task")), process.children().count());
		}

		private static long count(Path folder) {
			try (Stream<Path> entries = Files.list(folder)) {
				return entries.count();
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
