package io.cosymesh.mesh.client;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients of all peers in {@code cosymesh.peers}, each of which only talks to the
 * SPIFFE ID its peer must have.
 */
public final class PeerClients implements DisposableBean {

	private final Map<String, PeerClient> clients = new TreeMap<>();

	private final PeerAnswers answers;

	private final ObjectProvider<WebClient.Builder> webClients;

	PeerClients(Set<Peer> peers, PeerHttpClientFactory factory, PeerAnswers answers,
			ObjectProvider<WebClient.Builder> webClients) {
		this.answers = answers;
		this.webClients = webClients;
		peers.forEach((peer) -> this.clients.put(peer.name(), PeerClient.of(peer, factory)));
	}

	/**
	 * Returns who can be called.
	 * @return the names of all peers
	 */
	public Set<String> names() {
		return Set.copyOf(this.clients.keySet());
	}

	/**
	 * Returns the HTTP client of a peer, whose transport failures are
	 * {@link io.cosymesh.mesh.problem.PeerException}s.
	 * @param peer name of the peer
	 * @return its client, the same each time
	 */
	public HttpClient httpClient(String peer) {
		return client(peer).http();
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

	void configure(String name, WebClient.Builder builder) {
		PeerClient client = client(name);
		builder.clientConnector(new ReactorClientHttpConnector(client.http()))
			.baseUrl(client.peer().url().toString())
			.filter((request, next) -> this.answers.exchange(name, request, next))
			.defaultStatusHandler((status) -> status.isError(), (response) -> this.answers.failure(name, response));
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

	private record PeerClient(Peer peer, ConnectionProvider pool, HttpClient http) {

		static PeerClient of(Peer peer, PeerHttpClientFactory factory) {
			ConnectionProvider pool = factory.pool(peer);
			return new PeerClient(peer, pool, factory.create(peer, pool));
		}

	}

}
