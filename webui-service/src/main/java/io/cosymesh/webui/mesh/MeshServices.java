package io.cosymesh.webui.mesh;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.tls.ConnectionCertificates;
import io.cosymesh.mesh.traffic.PeerTraffics;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks services what they tell of themselves, each of their processes by its address. The
 * client of a peer refuses everybody but the expected identity, so any answer proves it.
 */
public final class MeshServices {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	// What several people watch is asked once; a denial must be seen within two seconds.
	private static final Duration FRESH = Duration.ofMillis(500);

	private static final int MOST_BYTES = 4 * 1024 * 1024;

	private static final int MOST_ADDRESSES = 32;

	private static final String PATH = "/mesh/";

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS = new ParameterizedTypeReference<>() {
	};

	private final PeerClients peers;

	private final PeerTraffics traffics;

	private final JsonMapper json;

	private final Map<String, Mono<List<ServiceAnswer>>> shared = new ConcurrentHashMap<>();

	MeshServices(PeerClients peers, PeerTraffics traffics, JsonMapper json) {
		this.peers = peers;
		this.traffics = traffics;
		this.json = json;
	}

	List<String> names() {
		return this.peers.names().stream().sorted().toList();
	}

	/**
	 * Asks every process of every service, all at once; answers are shared for a moment.
	 * @param what the route below {@code /mesh}
	 * @return all answers, by service, never an error
	 */
	Mono<List<ServiceAnswer>> all(String what) {
		return this.shared.computeIfAbsent(what,
				(_) -> Flux.fromIterable(names())
					.flatMapSequential((service) -> ask(service, PATH + what))
					.collectList()
					.cache(FRESH));
	}

	/**
	 * Asks every process of a service.
	 */
	Flux<ServiceAnswer> ask(String service, String path) {
		return addresses(service).flatMapMany(Flux::fromIterable)
			.flatMapSequential((address) -> ask(service, address, path))
			.onErrorResume((error) -> Mono.just(ServiceAnswer.unreachable(service, "-", Trouble.of(service, error))));
	}

	/**
	 * Looks at a service's certificate.
	 * @param service its name
	 * @return when the certificate expires that it proved itself with, empty if nobody
	 * could prove to be the service
	 */
	public Mono<Instant> certificateExpiry(String service) {
		return addresses(service).flatMapMany(Flux::fromIterable)
			.flatMapSequential((address) -> ask(service, address, PATH + "identity"))
			.onErrorResume((_) -> Mono.empty())
			.flatMap((answer) -> Mono.justOrEmpty(answer.certificateExpiry()))
			.next();
	}

	/**
	 * Opens the tap of every process of a service.
	 * @param query the filter
	 * @return what each says, by address
	 */
	Flux<Tapped> taps(String service, String query) {
		return addresses(service).flatMapMany(Flux::fromIterable)
			.map((address) -> new Tapped(service, address,
					client(service, null).get()
						.uri(URI.create("https://%s%stap?%s".formatted(address, PATH, query)))
						.exchangeToFlux((response) -> events(service, response))));
	}

	private static Flux<ServerSentEvent<String>> events(String service, ClientResponse response) {
		int status = response.statusCode().value();
		return (status == 200) ? response.bodyToFlux(EVENTS) : response.releaseBody()
			.thenMany(Flux.error(() -> new RefusedException(Trouble.answered(service, status))));
	}

	private Mono<List<String>> addresses(String service) {
		return this.traffics.addresses(service)
			.map((all) -> all.stream().limit(MOST_ADDRESSES).map(MeshServices::text).sorted().toList())
			.timeout(PATIENCE);
	}

	private Mono<ServiceAnswer> ask(String service, String address, String path) {
		AtomicReference<@Nullable Instant> expiry = new AtomicReference<>();
		return client(service, expiry).get()
			.uri(URI.create("https://" + address + path))
			.exchangeToMono((response) -> answer(service, address, response, expiry))
			.timeout(PATIENCE)
			.onErrorResume(
					(error) -> Mono.just(ServiceAnswer.unreachable(service, address, Trouble.of(service, error))));
	}

	private Mono<ServiceAnswer> answer(String service, String address, ClientResponse response,
			AtomicReference<@Nullable Instant> expiry) {
		int status = response.statusCode().value();
		if (status != 200) {
			ServiceAnswer refused = ServiceAnswer.unreachable(service, address, Trouble.answered(service, status));
			return response.releaseBody().thenReturn(new ServiceAnswer(refused.row(), null, expiry.get()));
		}
		return response.bodyToMono(byte[].class)
			.map((body) -> ServiceAnswer.of(service, address, this.json.readTree(body), expiry.get()));
	}

	private WebClient client(String service, @Nullable AtomicReference<@Nullable Instant> expiry) {
		HttpClient http = this.peers.httpClient(service);
		if (expiry != null) {
			http = http.doOnResponse((_, connection) -> expiry.set(expiry(connection)));
		}
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
			.build();
	}

	private static @Nullable Instant expiry(Connection connection) {
		return ConnectionCertificates.of(connection.channel())
			.map((certificates) -> certificates.peer().getNotAfter().toInstant())
			.orElse(null);
	}

	private static String text(InetSocketAddress address) {
		String host = address.getAddress().getHostAddress();
		return ((host.indexOf(':') < 0) ? host : "[" + host + "]") + ":" + address.getPort();
	}

	JsonNode tree(Object answer) {
		return this.json.valueToTree(answer);
	}

	<T> T read(JsonNode tree, Class<T> type) {
		return this.json.treeToValue(tree, type);
	}

	JsonNode read(String text) {
		return this.json.readTree(text);
	}

	/**
	 * The tap of a process.
	 *
	 * @param service its service
	 * @param address where it listens
	 * @param events what it says
	 */
	record Tapped(String service, String address, Flux<ServerSentEvent<String>> events) {

	}

	/**
	 * Says that a service refused to be asked.
	 */
	static final class RefusedException extends RuntimeException {

		private final transient Trouble trouble;

		RefusedException(Trouble trouble) {
			super(trouble.detail());
			this.trouble = trouble;
		}

		Trouble trouble() {
			return this.trouble;
		}

	}

}
