package io.cosymesh.identity.issuance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.InstantSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;
import io.cosymesh.identity.tls.SvidKeyManager;
import io.cosymesh.identity.tls.VerifiedHttpClients;

/**
 * The way to the CA's mutually authenticated port: with this workload's current SVID, and
 * to nobody but the CA.
 */
public final class CaConnection {

	private final CaAddress ca;

	private final SvidSource source;

	private final InstantSource clock;

	private final CaExchange exchange;

	/**
	 * Creates a connection; nothing is opened before it is used.
	 * @param ca where the CA is and who it must be
	 * @param source where the current SVID is
	 * @param clock tells whether certificates are valid
	 */
	public CaConnection(CaAddress ca, SvidSource source, InstantSource clock) {
		this.ca = ca;
		this.source = source;
		this.clock = clock;
		this.exchange = new CaExchange(clock);
	}

	/**
	 * Sends a JSON document to the CA and reads its answer.
	 * @param <T> the type of the answer
	 * @param path the route below the CA's URL
	 * @param body what to send
	 * @param answer the type to read the answer as
	 * @return the answer
	 * @throws IssuanceException when there is no valid SVID to send it with, the CA can't
	 * be asked or refuses
	 */
	public <T> T post(String path, Object body, Class<T> answer) throws IssuanceException {
		return timed(path, body, answer).body();
	}

	<T> CaAnswer<T> timed(String path, Object body, Class<T> answer) throws IssuanceException {
		return this.exchange.post(client(), HttpRequest.newBuilder(this.ca.renewal(path)), body, answer);
	}

	String get(String path) throws IssuanceException {
		return this.exchange.get(client(), this.ca.renewal(path));
	}

	PeerTrustManager trusting(TrustBundle bundle) {
		PeerRule caOnly = PeerRule.only(this.ca.identity());
		return new PeerTrustManager(TrustBundleSource.of(bundle), () -> caOnly, PeerRefusalListener.logging(),
				this.clock);
	}

	private HttpClient.Builder client() throws IssuanceException {
		SvidSnapshot current = this.source.current()
			.filter((snapshot) -> this.clock.instant().isBefore(snapshot.notAfter()))
			.orElseThrow(() -> IssuanceException.passing("There is no valid SVID to ask the CA with", null));
		return VerifiedHttpClients.mutual(new SvidKeyManager(this.source), trusting(current.bundle()));
	}

}
