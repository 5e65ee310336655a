package io.cosymesh.workloadapi.server;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.workloadapi.SecurityHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The Workload API lines of the conformance matrix, spoken to by a plain gRPC client.
 */
class X509ProfileIT {

	@TempDir
	Path directory;

	private ServedWorkload workload;

	@BeforeEach
	void serve() {
		this.workload = ServedWorkload.start(this.directory);
	}

	@AfterEach
	void stop() {
		this.workload.close();
	}

	@Test
	void w2RequestWithoutTheHeaderIsAnInvalidArgument() throws Exception {
		this.workload.renew();
		assertThat(svids(new Metadata()).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@CsvSource({ "workload.spiffe.io,True", "workload.spiffe.io,TRUE", "workload.spiffe.io,1", "workload.spiffe.io,''",
			"workload.spiffe,true", "x-workload.spiffe.io,true" })
	void w2HeaderIsComparedExactly(String key, String value) throws Exception {
		this.workload.renew();
		Metadata almost = new Metadata();
		almost.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
		assertThat(svids(almost).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
	}

	@Test
	void w3NeitherTlsNorCredentialsAreAskedFor() throws Exception {
		this.workload.renew();
		assertThat(svids().next().getSvidsCount()).isEqualTo(1);
	}

	@Test
	void w5FirstMessageComesAtOnceAndEachOneIsComplete() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> answers = svids();
		assertComplete(answers.next());
		this.workload.renew();
		assertComplete(answers.next());
		SvidSnapshot newest = this.workload.renew();
		X509SVIDResponse third = answers.next();
		assertComplete(third);
		assertThat(leaf(third.getSvids(0)).getSerialNumber().toString(16)).isEqualTo(newest.serial());
	}

	@Test
	void w5MessageWithoutNewsIsNotSent() throws Exception {
		this.workload.renew();
		Answers<X509BundlesResponse> bundles = bundles();
		bundles.next();
		Answers<X509SVIDResponse> svids = svids();
		svids.next();
		this.workload.renew();
		svids.next();
		assertThat(bundles.waiting()).isZero();
		assertThat(bundles.isOpen()).isTrue();
	}

	@Test
	void w6UnavailableWhileTheFirstSvidIsOnItsWay() throws Exception {
		assertThat(svids().end()).returns(Status.Code.UNAVAILABLE, Status::getCode)
			.returns("There is no SVID to hand out: the first SVID has not arrived yet", Status::getDescription);
		assertThat(bundles().end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		this.workload.renew();
		assertComplete(svids().next());
	}

	@Test
	void w6UnavailableWhenTheSvidHasExpired() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> open = svids();
		open.next();
		this.workload.clock().advance(Duration.ofHours(2));
		assertThat(svids().end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		this.workload.renew();
		assertComplete(open.next());
	}

	@Test
	void w6PermissionDeniedWithoutAnIdentity() throws Exception {
		this.workload.failToRenew(refused("not-registered"));
		assertThat(svids().end()).returns(Status.Code.PERMISSION_DENIED, Status::getCode)
			.returns("This workload has no identity: not-registered", Status::getDescription);
		assertThat(bundles().end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
	}

	@Test
	void w6PermissionDeniedInMidStreamWhenTheIdentityIsWithdrawn() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> svids = svids();
		Answers<X509BundlesResponse> bundles = bundles();
		svids.next();
		bundles.next();
		this.workload.failToRenew(refused("removed"));
		assertThat(svids.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
		assertThat(bundles.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
		this.workload.renew();
		assertComplete(svids().next());
	}

	@Test
	void w6CaThatCannotBeAskedTakesNothingAway() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> open = svids();
		open.next();
		this.workload.failToRenew(IssuanceException.passing("connection refused", null));
		IssuanceException used = refused("token used");
		used.addSuppressed(IssuanceException.passing("connection refused", null));
		this.workload.failToRenew(used);
		assertComplete(svids().next());
		assertThat(open.isOpen()).isTrue();
	}

	@Test
	void w6AndW11UnknownRequestsAreUnimplemented() {
		this.workload.renew();
		MethodDescriptor<X509SVIDRequest, X509SVIDResponse> unknown = SpiffeWorkloadAPIGrpc.getFetchX509SVIDMethod()
			.toBuilder()
			.setFullMethodName("SpiffeWorkloadAPI/FetchWITSVID")
			.setType(MethodDescriptor.MethodType.UNARY)
			.build();
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> ClientCalls.blockingUnaryCall(this.workload.channel(), unknown, this.workload.soon(),
					X509SVIDRequest.getDefaultInstance()))
			.returns(Status.Code.UNIMPLEMENTED, (refused) -> refused.getStatus().getCode());
	}

	@Test
	void w7OnlySvidIsTheDefaultAndHasNoHintUnlessTheOperatorSays() throws Exception {
		this.workload.renew();
		assertThat(svids().next().getSvids(0).getHint()).isEmpty();
	}

	@Test
	void w8KeyIsPkcs8AndChainStartsWithTheLeafItBelongsTo() throws Exception {
		SvidSnapshot snapshot = this.workload.renew();
		X509SVID svid = svids().next().getSvids(0);
		PrivateKey key = KeyFactory.getInstance("EC")
			.generatePrivate(new PKCS8EncodedKeySpec(svid.getX509SvidKey().toByteArray()));
		assertThat(key).isEqualTo(snapshot.svid().getPrivateKey());
		assertThat(certificates(svid.getX509Svid())).containsExactly(snapshot.svid().getLeaf(),
				this.workload.ca().intermediate());
		assertThat(certificates(svid.getBundle())).containsExactly(this.workload.ca().root());
	}

	@Test
	void bundlesAreKeyedByTheIdOfTheirTrustDomain() throws Exception {
		this.workload.renew();
		X509BundlesResponse bundles = bundles().next();
		assertThat(bundles.getBundlesMap()).containsOnlyKeys("spiffe://cosymesh.local");
		assertThat(certificates(bundles.getBundlesOrThrow("spiffe://cosymesh.local")))
			.containsExactly(this.workload.ca().root());
	}

	@Test
	void federatedBundlesArriveOnOpenStreamsAndLeaveThem() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> svids = svids();
		Answers<X509BundlesResponse> bundles = bundles();
		svids.next();
		bundles.next();
		TestCa partner = TestCa.create("partner.example", this.workload.clock());
		this.workload.source().learn(partner.bundle());
		X509SVIDResponse withPartner = svids.next();
		assertComplete(withPartner);
		assertThat(withPartner.getFederatedBundlesMap()).containsOnlyKeys("spiffe://partner.example");
		assertThat(certificates(withPartner.getFederatedBundlesOrThrow("spiffe://partner.example")))
			.containsExactly(partner.root());
		assertThat(bundles.next().getBundlesMap()).containsOnlyKeys("spiffe://cosymesh.local",
				"spiffe://partner.example");
		this.workload.source().learn(Map.of());
		assertThat(svids.next().getFederatedBundlesMap()).isEmpty();
	}

	@Test
	void streamsAreToldWhenTheServerStops() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> open = svids();
		open.next();
		this.workload.stopServer();
		assertThat(open.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		assertThat(this.directory).isEmptyDirectory();
	}

	private void assertComplete(X509SVIDResponse response) {
		assertThat(response.getSvidsList()).singleElement().satisfies((svid) -> {
			assertThat(svid.getSpiffeId()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/tts-runtime");
			assertThat(svid.getX509Svid()).isNotEmpty();
			assertThat(svid.getX509SvidKey()).isNotEmpty();
			assertThat(svid.getBundle()).isNotEmpty();
		});
	}

	private Answers<X509SVIDResponse> svids() {
		return svids(SecurityHeader.metadata());
	}

	private Answers<X509SVIDResponse> svids(Metadata metadata) {
		Answers<X509SVIDResponse> answers = new Answers<>();
		SpiffeWorkloadAPIGrpc.newStub(this.workload.channelWith(metadata))
			.fetchX509SVID(X509SVIDRequest.getDefaultInstance(), answers);
		return answers;
	}

	private Answers<X509BundlesResponse> bundles() {
		Answers<X509BundlesResponse> answers = new Answers<>();
		SpiffeWorkloadAPIGrpc.newStub(this.workload.channel())
			.fetchX509Bundles(X509BundlesRequest.getDefaultInstance(), answers);
		return answers;
	}

	private static IssuanceException refused(String reason) {
		return IssuanceException.refused("urn:cosymesh:problem:denied", false, reason);
	}

	private static X509Certificate leaf(X509SVID svid) throws Exception {
		return certificates(svid.getX509Svid()).getFirst();
	}

	private static List<X509Certificate> certificates(ByteString der) throws Exception {
		return CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(der.toByteArray()))
			.stream()
			.map(X509Certificate.class::cast)
			.toList();
	}

}
