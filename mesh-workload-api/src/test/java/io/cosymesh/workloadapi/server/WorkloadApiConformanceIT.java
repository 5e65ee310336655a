package io.cosymesh.workloadapi.server;

import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIBlockingStub;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.workloadapi.EndpointAddress;
import io.cosymesh.workloadapi.SecurityHeader;
import io.cosymesh.workloadapi.socket.SocketAccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * SPIFFE_Workload_API.md and SPIFFE_Workload_Endpoint.md line by line, spoken to by a
 * plain gRPC client: W-1 to W-12. What the standards ask of clients is tested beside
 * ours.
 */
@DisplayName("Workload API conformance")
class WorkloadApiConformanceIT {

	private static final String SELF = "spiffe://cosymesh.local/ns/cosymesh/sa/tts-runtime";

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
	@DisplayName("W-1 gRPC on a Unix socket")
	void servesGrpcOnAUnixSocket() throws Exception {
		this.workload.renew();
		assertThat(EndpointAddress.parse(this.workload.address()))
			.isEqualTo(new EndpointAddress.UnixSocket(this.directory.resolve("api.sock")));
		Messages.assertComplete(svids().next());
	}

	@ParameterizedTest(name = "W-2 {0}: {1} is not the header")
	@CsvSource({ "workload.spiffe.io,True", "workload.spiffe.io,TRUE", "workload.spiffe.io,1", "workload.spiffe.io,''",
			"workload.spiffe,true", "x-workload.spiffe.io,true" })
	void comparesTheHeaderExactly(String key, String value) throws Exception {
		this.workload.renew();
		Metadata almost = new Metadata();
		almost.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
		assertThat(Answers.svids(this.workload.channelWith(almost)).end().getCode())
			.isEqualTo(Status.Code.INVALID_ARGUMENT);
	}

	@Test
	@DisplayName("W-2 without the header every request is an InvalidArgument")
	void refusesRequestsWithoutTheHeader() throws Exception {
		this.workload.renew();
		var bare = this.workload.channelWith(new Metadata());
		assertThat(Answers.svids(bare).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		assertThat(Answers.bundles(bare).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		assertThat(Answers.jwtBundles(bare).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		SpiffeWorkloadAPIBlockingStub stub = SpiffeWorkloadAPIGrpc.newBlockingStub(bare);
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> stub.fetchJWTSVID(forAudience("db")))
			.returns(Status.Code.INVALID_ARGUMENT, (refused) -> refused.getStatus().getCode());
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> stub.validateJWTSVID(ValidateJWTSVIDRequest.getDefaultInstance()))
			.returns(Status.Code.INVALID_ARGUMENT, (refused) -> refused.getStatus().getCode());
	}

	@Test
	@DisplayName("W-3 neither TLS nor credentials are asked for")
	void asksForNoCredentials() throws Exception {
		this.workload.renew();
		assertThat(svids().next().getSvidsCount()).isEqualTo(1);
	}

	@Test
	@DisplayName("W-4 the address is what SPIFFE_ENDPOINT_SOCKET may be")
	void saysItsAddressAsTheVariableWantsIt() {
		assertThat(this.workload.address()).isEqualTo("unix://" + this.directory.resolve("api.sock"));
		assertThat(EndpointAddress.VARIABLE).isEqualTo("SPIFFE_ENDPOINT_SOCKET");
		assertThat(EndpointAddress.parse("tcp://127.0.0.1:8000")).hasToString("tcp://127.0.0.1:8000");
	}

	@ParameterizedTest(name = "W-4 {0} is no address")
	@ValueSource(strings = { "", "/run/api.sock", "unix:api.sock", "unix://host/api.sock", "unix:///api.sock?x",
			"tcp://127.0.0.1", "tcp://localhost:80", "tcp://127.0.0.1:80/x", "http://127.0.0.1:80" })
	void takesNothingElseForAnAddress(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointAddress.parse(text));
	}

	@Test
	@DisplayName("W-5 the first message comes at once and each one is complete")
	void sendsCompleteMessages() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> answers = svids();
		Messages.assertComplete(answers.next());
		this.workload.renew();
		Messages.assertComplete(answers.next());
		SvidSnapshot newest = this.workload.renew();
		X509SVIDResponse third = answers.next();
		Messages.assertComplete(third);
		assertThat(Messages.certificates(third.getSvids(0).getX509Svid()).getFirst().getSerialNumber().toString(16))
			.isEqualTo(newest.serial());
	}

	@Test
	@DisplayName("W-5 what is not news is not sent")
	void sendsNewsAlone() throws Exception {
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
	@DisplayName("W-6 Unavailable while the first SVID is on its way")
	void isUnavailableBeforeTheFirstSvid() throws Exception {
		assertThat(svids().end()).returns(Status.Code.UNAVAILABLE, Status::getCode)
			.returns("There is no SVID to hand out: the first SVID has not arrived yet", Status::getDescription);
		assertThat(bundles().end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		this.workload.renew();
		Messages.assertComplete(svids().next());
	}

	@Test
	@DisplayName("W-6 Unavailable when the SVID has expired")
	void isUnavailableAfterExpiry() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> open = svids();
		open.next();
		this.workload.clock().advance(Duration.ofHours(2));
		assertThat(svids().end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		this.workload.renew();
		Messages.assertComplete(open.next());
	}

	@Test
	@DisplayName("W-6 PermissionDenied without an identity")
	void deniesWhoHasNoIdentity() throws Exception {
		this.workload.failToRenew(refused("not-registered"));
		assertThat(svids().end()).returns(Status.Code.PERMISSION_DENIED, Status::getCode)
			.returns("This workload has no identity: not-registered", Status::getDescription);
		assertThat(bundles().end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
	}

	@Test
	@DisplayName("W-6 PermissionDenied in mid-stream when the identity is withdrawn")
	void deniesInMidStream() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> svids = svids();
		Answers<X509BundlesResponse> bundles = bundles();
		svids.next();
		bundles.next();
		this.workload.failToRenew(refused("removed"));
		assertThat(svids.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
		assertThat(bundles.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
		this.workload.renew();
		Messages.assertComplete(svids().next());
	}

	@Test
	@DisplayName("W-6 a CA that can't be asked takes nothing away")
	void goesOnWhileTheCaIsAway() throws Exception {
		this.workload.renew();
		Answers<X509SVIDResponse> open = svids();
		open.next();
		this.workload.failToRenew(IssuanceException.passing("connection refused", null));
		IssuanceException used = refused("token used");
		used.addSuppressed(IssuanceException.passing("connection refused", null));
		this.workload.failToRenew(used);
		Messages.assertComplete(svids().next());
		assertThat(open.isOpen()).isTrue();
	}

	@ParameterizedTest(name = "W-6, W-11 {0} is Unimplemented")
	@ValueSource(strings = { "SpiffeWorkloadAPI/FetchWITSVID", "spiffe.workload.SpiffeWorkloadAPI/FetchX509SVID",
			"grpc.health.v1.Health/Check", "grpc.reflection.v1.ServerReflection/ServerReflectionInfo" })
	void knowsNoOtherRequests(String method) {
		this.workload.renew();
		MethodDescriptor<X509SVIDRequest, X509SVIDResponse> unknown = SpiffeWorkloadAPIGrpc.getFetchX509SVIDMethod()
			.toBuilder()
			.setFullMethodName(method)
			.setType(MethodDescriptor.MethodType.UNARY)
			.build();
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> ClientCalls.blockingUnaryCall(this.workload.channel(), unknown, this.workload.soon(),
					X509SVIDRequest.getDefaultInstance()))
			.returns(Status.Code.UNIMPLEMENTED, (refused) -> refused.getStatus().getCode());
	}

	@Test
	@DisplayName("W-7 the only SVID is the default and has no hint unless the operator says so")
	void hasNoHintByItself() throws Exception {
		this.workload.renew();
		assertThat(svids().next().getSvids(0).getHint()).isEmpty();
	}

	@Test
	@DisplayName("W-7 a hint has 1024 bytes at most and is in both profiles")
	void passesTheHintOn() throws Exception {
		Path socket = this.directory.resolve("hinted.sock");
		assertThatIllegalArgumentException().isThrownBy(() -> hinted(socket, "ä".repeat(512) + "x"));
		String longest = "ä".repeat(512);
		try (ServedWorkload hinted = ServedWorkload.start(hinted(socket, longest))) {
			hinted.renew();
			assertThat(Answers.svids(hinted.channel()).next().getSvids(0).getHint()).isEqualTo(longest);
			assertThat(SpiffeWorkloadAPIGrpc.newBlockingStub(hinted.channel())
				.fetchJWTSVID(forAudience("db"))
				.getSvids(0)
				.getHint()).isEqualTo(longest);
		}
	}

	@Test
	@DisplayName("W-8 the key is PKCS #8, the chain begins with its leaf, all of it DER")
	void encodesKeyAndChain() throws Exception {
		SvidSnapshot snapshot = this.workload.renew();
		X509SVID svid = svids().next().getSvids(0);
		PrivateKey key = KeyFactory.getInstance("EC")
			.generatePrivate(new PKCS8EncodedKeySpec(svid.getX509SvidKey().toByteArray()));
		assertThat(key).isEqualTo(snapshot.svid().getPrivateKey());
		assertThat(Messages.certificates(svid.getX509Svid())).containsExactly(snapshot.svid().getLeaf(),
				this.workload.ca().intermediate());
		assertThat(Messages.certificates(svid.getBundle())).containsExactly(this.workload.ca().root());
	}

	@Test
	@DisplayName("W-9 JWT bundles hold JWT keys and nothing else")
	void jwtBundlesHoldJwtKeys() throws Exception {
		this.workload.renew();
		TestCa partner = TestCa.create("partner.example", this.workload.clock());
		this.workload.source().learn(partner.bundle());
		JWTBundlesResponse bundles = Answers.jwtBundles(this.workload.channel()).next();
		assertThat(keys(bundles, "spiffe://partner.example")).isEmpty();
		assertThat(keys(bundles, "spiffe://cosymesh.local")).singleElement().satisfies((key) -> {
			assertThat(key.path("kid").asString()).isEqualTo("jwt-1");
			assertThat(key.propertyNames()).containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid");
		});
	}

	@Test
	@DisplayName("W-12 both profiles are there, the X.509 and the JWT one")
	void servesBothProfiles() throws Exception {
		this.workload.renew();
		assertThat(svids().next().getSvids(0).getSpiffeId()).isEqualTo(SELF);
		assertThat(bundles().next().getBundlesCount()).isOne();
		SpiffeWorkloadAPIBlockingStub stub = SpiffeWorkloadAPIGrpc.newBlockingStub(this.workload.channel());
		String token = stub.fetchJWTSVID(forAudience("db")).getSvids(0).getSvid();
		assertThat(Answers.jwtBundles(this.workload.channel()).next().getBundlesCount()).isOne();
		assertThat(stub.validateJWTSVID(ValidateJWTSVIDRequest.newBuilder().setAudience("db").setSvid(token).build())
			.getSpiffeId()).isEqualTo(SELF);
	}

	private Answers<X509SVIDResponse> svids() {
		return Answers.svids(this.workload.channelWith(SecurityHeader.metadata()));
	}

	private Answers<X509BundlesResponse> bundles() {
		return Answers.bundles(this.workload.channel());
	}

	private static WorkloadApiSettings hinted(Path socket, String hint) {
		return new WorkloadApiSettings(socket, SocketAccess.ownerOnly(), hint, Duration.ZERO);
	}

	private static JWTSVIDRequest forAudience(String audience) {
		return JWTSVIDRequest.newBuilder().addAudience(audience).build();
	}

	private static JsonNode keys(JWTBundlesResponse bundles, String trustDomain) {
		return JsonMapper.shared().readTree(bundles.getBundlesOrThrow(trustDomain).toByteArray()).path("keys");
	}

	private static IssuanceException refused(String reason) {
		return IssuanceException.refused("urn:cosymesh:problem:denied", false, reason);
	}

}
