package io.cosymesh.mesh.client;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.tracing.CallSpans;
import io.cosymesh.mesh.traffic.PeerTraffic;
import io.cosymesh.mesh.traffic.PeerTraffics;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients of all peers in {@code cosymesh.peers}, each of which only talks to the
 * SPIFFE ID its peer must have.
 */
public final class PeerClients implements DisposableBean {

	private final Map<String, PeerClient> clients = new TreeMap<>();

	private final PeerAnswers answers;

	private final ObjectProvider<WebClient.Builder> webClients;

	private final ObservationRegistry observations;

	PeerClients(Set<Peer> peers, PeerHttpClientFactory factory, PeerTraffics traffics, PeerAnswers answers,
			ObjectProvider<WebClient.Builder> webClients, ObservationRegistry observations) {
		this.answers = answers;
		this.webClients = webClients;
		this.observations = observations;
		peers.forEach((peer) -> this.clients.put(peer.name(), PeerClient.of(peer, factory, traffics)));
	}

	/**
	 * Returns who can be called.
	 * @return the names of all peers
	 */
	public Set<String> names() {
		return Set.copyOf(this.clients.keySet());
	}

	/**
	 * Returns the bare HTTP client of a peer, whose transport failures are
	 * {@link io.cosymesh.mesh.problem.PeerException}s: for looking at a connection. It
	 * neither chooses among addresses nor tries again.
	 * @param peer name of the peer
	 * @return its client, the same each time
	 */
	public HttpClient httpClient(String peer) {
		return client(peer).http();
	}

	/**
	 * Returns the client of a peer for WebSockets, which take over a connection of
	 * HTTP/1.1. It neither chooses among addresses nor tries again, and refuses whoever
	 * is not the peer like every other client.
	 * @param peer name of the peer
	 * @return its client, the same each time
	 */
	public HttpClient webSocketClient(String peer) {
		return client(peer).upgradable();
	}

	/**
	 * Makes a web client of a peer, whose transport failures and error statuses are
	 * {@link io.cosymesh.mesh.problem.PeerException}s.
	 * @param peer name of the peer
	 * @return a client with the peer's base URL
	 */
	public WebClient webClient(String peer) {
		WebClient.Builder builder = this.webClients.getIfAvailable(WebClient::builder);
		configure(peer, builder);
		return builder.build();
	}

	/**
	 * Makes a function that exchanges requests with a peer as they are, for whoever
	 * passes answers on: only transport failures are
	 * {@link io.cosymesh.mesh.problem.PeerException}s. The body of every answer must be
	 * read or released.
	 * @param peer name of the peer
	 * @return the function
	 */
	public ExchangeFunction exchange(String peer) {
		PeerClient client = client(peer);
		ExchangeFunction calls = ExchangeFunctions.create(new ReactorClientHttpConnector(client.http()))
			.filter(client.traffic())
			.filter(naming(peer))
			.filter(client.span());
		return CallSpans.around(calls, this.observations);
	}

	void configure(String name, WebClient.Builder builder) {
		PeerClient client = client(name);
		builder.clientConnector(new ReactorClientHttpConnector(client.http()))
			.baseUrl(client.peer().url().toString())
			.filter(client.span())
			.filter(naming(name))
			.filter(client.traffic())
			.defaultStatusHandler((status) -> status.isError(), (response) -> this.answers.failure(name, response));
	}

	private ExchangeFilterFunction naming(String peer) {
		return (request, next) -> this.answers.exchange(peer, request, next);
	}

	@Override
	public void destroy() {
		this.clients.values().forEach((client) -> client.pool().dispose());
	}

	private PeerClient client(String name) {
		PeerClient client = this.clients.get(name);
		if (client == null) {
			throw new MeshConfigurationException("cosymesh.peers." + name,
					"is missing, yet something calls '%s'".formatted(name),
					"Set cosymesh.peers.%s.url to where it listens; it must carry the SPIFFE ID of that service account"
						.formatted(name));
		}
		return client;
	}

	private record PeerClient(Peer peer, ConnectionProvider pool, HttpClient http, HttpClient upgradable,
			PeerTraffic traffic) {

		ExchangeFilterFunction span() {
			return CallSpans.naming(this.peer.name(), this.peer.identity());
		}

		static PeerClient of(Peer peer, PeerHttpClientFactory factory, PeerTraffics traffics) {
			ConnectionProvider pool = factory.pool(peer);
			return new PeerClient(peer, pool, factory.create(peer, pool), factory.upgradable(peer),
					traffics.to(peer.traffic(), peer.identity()));
		}

	}

}
