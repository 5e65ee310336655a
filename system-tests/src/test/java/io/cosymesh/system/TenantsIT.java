package io.cosymesh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many tenants at once: everybody gets their own speech and nobody gets another's. They
 * call backend-api as the gateway does, who says for whom, so this comes before the
 * authority that vouches for that is revoked.
 */
@Order(7)
@ExtendWith(StackExtension.class)
class TenantsIT {

	private static final int TENANTS = 20;

	private static final int REQUESTS = 200;

	private final Map<String, String> voices = new ConcurrentHashMap<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final HttpClient client;

	private final GatewaysWord word;

	private final int port;

	TenantsIT(Cosymesh stack) {
		StackAuthority authority = new StackAuthority(stack);
		this.word = new GatewaysWord(authority, "webui-service");
		this.port = MeshPort.BACKEND_API.in(stack);
		this.client = HttpClient.newBuilder()
			.sslContext(new Attacker(authority.svid("webui-service")).context())
			.version(HttpClient.Version.HTTP_1_1)
			.build();
	}

	@Test
	void everyReplyIsTheCallersOwn() {
		Map<Integer, byte[]> replies = new ConcurrentHashMap<>();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int tenant = 0; tenant < TENANTS; tenant++) {
				this.voices.put(tenant(tenant), addVoice(tenant(tenant)));
			}
			IntStream.range(0, REQUESTS).forEach((number) -> callers.execute(() -> {
				try {
					replies.put(number, reply(number));
				}
				catch (Throwable ex) {
					this.failures.add(number + ": " + ex);
				}
			}));
		}
		assertThat(this.failures).isEmpty();
		assertThat(replies).hasSize(REQUESTS);
		assertThat(replies.values()).doesNotHaveDuplicates().allSatisfy((reply) -> assertThat(reply).isNotEmpty());
		for (int number = 0; number < REQUESTS; number += 9) {
			assertThat(replies.get(number)).as("number %d made alone", number).isEqualTo(reply(number));
		}
		assertNobodySeesAnothersThings();
	}

	private byte[] reply(int number) {
		return switch (number % 5) {
			case 0 -> speech(number, "pcm");
			case 1 -> speech(number, "flac");
			case 2 -> cloned(number);
			case 3 -> job(number);
			default -> reading(number);
		};
	}

	private byte[] speech(int number, String format) {
		return body(() -> json(number, "/api/v1/speech", order(number, format)));
	}

	private byte[] cloned(int number) {
		return body(() -> request("POST", tenant(number), "/api/v1/clone")
			.header("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(Map.of("text", text(number), "seed", "7", "format", "wav"), Clips.ordinary())));
	}

	private byte[] job(int number) {
		String id = JsonMapper.shared()
			.readTree(body(() -> json(number, "/api/v1/jobs", order(number, "pcm"))))
			.path("id")
			.asString();
		Awaitility.await()
			.atMost(Duration.ofMinutes(4))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> JsonMapper.shared()
				.readTree(body(() -> request(tenant(number), "/api/v1/jobs/" + id).GET()))
				.path("state")
				.asString(), "succeeded"::equals);
		return body(() -> request(tenant(number), "/api/v1/jobs/%s/audio".formatted(id)).GET());
	}

	private byte[] reading(int number) {
		return body(() -> json(number, "/api/v1/text", Map.of("text", text(number))));
	}

	private void assertNobodySeesAnothersThings() {
		IntStream.range(0, TENANTS).mapToObj(TenantsIT::tenant).forEach((tenant) -> {
			JsonNode listed = JsonMapper.shared()
				.readTree(body(() -> request(tenant, "/api/v1/voices?builtIn=false").GET()));
			assertThat(listed.path("voices").valueStream().map((voice) -> voice.path("id").asString()))
				.containsExactly(this.voices.get(tenant));
			JsonNode jobs = JsonMapper.shared().readTree(body(() -> request(tenant, "/api/v1/jobs").GET()));
			assertThat(jobs.path("jobs").valueStream())
				.allMatch((job) -> job.path("voice").asString().equals(this.voices.get(tenant)));
		});
	}

	private static Map<String, Object> order(int number, String format, String voice) {
		Map<String, Object> order = new HashMap<>();
		order.put("voice", voice);
		order.put("text", text(number));
		order.put("seed", 7);
		order.put("format", format);
		return order;
	}

	private Map<String, Object> order(int number, String format) {
		return order(number, format, this.voices.get(tenant(number)));
	}

	private static String text(int number) {
		return "My own number is %d.".formatted(number);
	}

	private static String tenant(int number) {
		return "tenant-%d".formatted(number % TENANTS);
	}

	private String addVoice(String tenant) {
		return JsonMapper.shared()
			.readTree(body(() -> request("POST", tenant, "/api/v1/voices")
				.header("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
				.POST(Gateway.form(Map.of("name", tenant, "consent", "true"), Clips.ordinary()))))
			.path("id")
			.asString();
	}

	private HttpRequest.Builder json(int number, String path, Map<String, Object> body) {
		return request("POST", tenant(number), path).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
	}

	private HttpRequest.Builder request(String tenant, String path) {
		return request("GET", tenant, path);
	}

	/** Each tenant has a user of the same name. */
	private HttpRequest.Builder request(String method, String tenant, String path) {
		URI url = URI.create("https://localhost:%d%s".formatted(this.port, path));
		return HttpRequest.newBuilder(url)
			.timeout(Duration.ofMinutes(3))
			.header(GatewaysWord.HEADER, this.word.on(method, url, tenant, "ada"));
	}

	/** Comes again when told to, as every client must, and is vouched for anew. */
	private byte[] body(Supplier<HttpRequest.Builder> request) {
		List<Integer> later = List.of(429, 503);
		return Awaitility.await()
			.atMost(Duration.ofMinutes(4))
			.pollInterval(Duration.ofSeconds(1))
			.pollDelay(Duration.ZERO)
			.until(() -> send(request.get().build()), (response) -> !later.contains(response.statusCode()))
			.body();
	}

	private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.client.send(request, BodyHandlers.ofByteArray());
		if (response.statusCode() >= 400 && response.statusCode() != 429 && response.statusCode() != 503) {
			throw new AssertionError("%d %s".formatted(response.statusCode(), new String(response.body())));
		}
		return response;
	}

}
