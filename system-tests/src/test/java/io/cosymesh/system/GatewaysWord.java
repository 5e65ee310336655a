package io.cosymesh.system;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.caller.Call;
import io.cosymesh.identity.caller.CallerTokenSigner;
import io.cosymesh.identity.caller.VouchedCaller;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestSvid;
import io.spiffe.spiffeid.SpiffeId;

/**
 * What webui-service says about callers to backend-api, said by whoever holds an SVID.
 */
final class GatewaysWord {

	/** Header that backend-api reads it from. */
	static final String HEADER = "X-CosyMesh-Caller";

	private final CallerTokenSigner signer;

	private final SpiffeId backend = SpiffeId.parse(StackAuthority.idOf("backend-api"));

	GatewaysWord(StackAuthority authority, String serviceAccount) {
		this.signer = new CallerTokenSigner(holding(authority, serviceAccount), InstantSource.system());
	}

	/** Returns the word that a user of a tenant sends this request. */
	String on(String method, URI url, String tenant, String user) {
		return this.signer.sign(new VouchedCaller(tenant, user, Set.of("speech", "voices"), "192.0.2.7"),
				Call.of(this.backend, method, url));
	}

	private static SvidSource holding(StackAuthority authority, String serviceAccount) {
		TestSvid svid = authority.svid(serviceAccount);
		WorkloadName name = WorkloadName.of(SpiffeId.parse(StackAuthority.idOf(serviceAccount)));
		SvidSource source = new SvidSource(name, InstantSource.system());
		try {
			source.publish(svid.svid(),
					new TrustBundle(name.trustDomain(), Set.of(authority.root()), 1, Duration.ofMinutes(5)));
		}
		catch (SvidRefusedException ex) {
			throw new AssertionError(ex);
		}
		return source;
	}

}
