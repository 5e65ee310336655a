package io.cosymesh.cli.operator;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshNames;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;
import io.cosymesh.identity.tls.SvidKeyManager;
import io.cosymesh.identity.tls.VerifiedHttpClients;

/**
 * The operator as a workload: attests with what the context has for it and calls services
 * with the SVID that brings.
 */
public final class OperatorIdentity {

	private static final InstantSource CLOCK = InstantSource.system();

	private final SvidSource source;

	private final MeshContext context;

	private final Duration clockSkew;

	private final Duration patience;

	private OperatorIdentity(SvidSource source, MeshContext context, Duration clockSkew, Duration patience) {
		this.source = source;
		this.context = context;
		this.clockSkew = clockSkew;
		this.patience = patience;
	}

	/**
	 * Gets an SVID for the operator.
	 * @param context which stack; it has to stay open as long as the operator asks
	 * @return the operator, able to call its services
	 */
	public static OperatorIdentity attest(MeshContext context) {
		SvidSource source = new SvidSource(context.operator(), CLOCK);
		try {
			FreshKey key = FreshKey.generate();
			IssuedSvid issued = new IdentityCaClient(context.ca(), source, context.bootstrap(), CLOCK)
				.issue(key.csrDer());
			source.publish(key.svid(issued.chain()), issued.bundle());
			return new OperatorIdentity(source, context, Duration.between(CLOCK.instant(), issued.caTime()),
					AdminClient.TIMEOUT);
		}
		catch (IssuanceException ex) {
			throw CommandFailure.unavailable("no operator identity: " + ex.getMessage());
		}
		catch (SvidRefusedException ex) {
			throw CommandFailure.because("the CA's answer is not usable: " + ex.getMessage());
		}
	}

	/**
	 * Returns the same operator, who waits less or longer for each answer.
	 * @param patience how long
	 * @return the operator
	 */
	public OperatorIdentity waiting(Duration patience) {
		return new OperatorIdentity(this.source, this.context, this.clockSkew, patience);
	}

	/**
	 * Returns how far the CA's clock is ahead of this machine's.
	 * @return the difference, negative when it is behind
	 */
	public Duration clockSkew() {
		return this.clockSkew;
	}

	/**
	 * Returns the SVID that the CA issued.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.source.getX509Svid().getLeaf();
	}

	/**
	 * Reads whom an operator names.
	 * @param nameOrSpiffeId a service account of this stack, or a whole SPIFFE ID
	 * @return the ID
	 * @throws IllegalArgumentException when the text names no workload
	 */
	public static SpiffeId idOf(String nameOrSpiffeId) {
		return WorkloadName.idOf(nameOrSpiffeId, MeshNames.operator(StateDirectory.NAMESPACE));
	}

	/**
	 * Returns a client that talks to one service only.
	 * @param service the service it must prove to be
	 * @param url where it listens
	 * @return the client, to be closed
	 */
	public AdminClient client(MeshService service, URI url) {
		PeerRule onlyIt = PeerRule.only(MeshNames.of(service, this.context.operator()).spiffeId());
		PeerTrustManager trust = new PeerTrustManager(this.source, () -> onlyIt, PeerRefusalListener.logging(), CLOCK);
		return new AdminClient(service.serviceAccount(), url,
				VerifiedHttpClients.mutual(new SvidKeyManager(this.source), trust).build(), this.patience);
	}

}
