package io.cosymesh.identity.issuance;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.VerifiedHttpClients;

/**
 * Gets SVIDs from an identity-ca: renews over mutual TLS while the current SVID is valid,
 * and attests when there is none, when it has expired or when renewal fails. Whoever
 * answers must carry the CA's SPIFFE ID.
 */
public final class IdentityCaClient implements SvidIssuer {

	private static final Logger log = LoggerFactory.getLogger(IdentityCaClient.class);

	private final CaAddress ca;

	private final SvidSource source;

	private final CaConnection connection;

	private final Bootstrap bootstrap;

	private final InstantSource clock;

	/**
	 * Creates a client.
	 * @param ca where the CA is and who it must be
	 * @param source where the current SVID is; the client only reads it
	 * @param bootstrap what to start from without a valid SVID
	 * @param clock tells whether certificates are valid
	 */
	public IdentityCaClient(CaAddress ca, SvidSource source, Bootstrap bootstrap, InstantSource clock) {
		this.ca = ca;
		this.source = source;
		this.connection = new CaConnection(ca, source, clock);
		this.bootstrap = bootstrap;
		this.clock = clock;
	}

	@Override
	public IssuedSvid issue(byte[] csrDer) throws IssuanceException {
		Optional<SvidSnapshot> valid = this.source.current()
			.filter((snapshot) -> this.clock.instant().isBefore(snapshot.notAfter()));
		if (valid.isEmpty()) {
			return attest(csrDer);
		}
		try {
			return renew(csrDer);
		}
		catch (IssuanceException ex) {
			log.info("event=renewal-failed fallback=attestation reason=\"{}\"", ex.getMessage());
			return attestInstead(csrDer, ex);
		}
	}

	private IssuedSvid renew(byte[] csrDer) throws IssuanceException {
		return verified(this.connection.post("/v1/svid", SvidRequest.ofDer(csrDer, null), SvidResponse.class), csrDer);
	}

	private IssuedSvid attest(byte[] csrDer) throws IssuanceException {
		TrustBundle bundle = mountedBundle();
		HttpRequest.Builder request = HttpRequest.newBuilder(this.ca.attestation())
			.header("Authorization", "Bearer " + this.bootstrap.document().bearer());
		HttpClient.Builder client = VerifiedHttpClients.anonymous(this.connection.trusting(bundle));
		return verified(CaExchange.post(client, request, SvidRequest.ofDer(csrDer, null), SvidResponse.class), csrDer);
	}

	private IssuedSvid attestInstead(byte[] csrDer, IssuanceException renewalFailure) throws IssuanceException {
		try {
			return attest(csrDer);
		}
		catch (IssuanceException ex) {
			ex.addSuppressed(renewalFailure);
			throw ex;
		}
	}

	private IssuedSvid verified(SvidResponse response, byte[] csrDer) throws IssuanceException {
		return new SvidReply(response, this.source.self(), csrDer).verified(this.clock.instant());
	}

	private TrustBundle mountedBundle() throws IssuanceException {
		TrustBundleFile file = this.bootstrap.trustBundle();
		try {
			return file.read();
		}
		catch (IOException ex) {
			throw IssuanceException
				.passing("The trust bundle %s can't be read (%s): mount it, or start identity-ca, which writes it"
					.formatted(file.path(), ex.getClass().getSimpleName()), ex);
		}
		catch (MalformedBundleException ex) {
			throw IssuanceException
				.passing("The trust bundle %s is not usable: %s".formatted(file.path(), ex.getMessage()), ex);
		}
	}

}
