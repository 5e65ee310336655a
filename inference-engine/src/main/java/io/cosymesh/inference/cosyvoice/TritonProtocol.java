package io.cosymesh.inference.cosyvoice;

import com.google.protobuf.Message;
import io.cosymesh.openinference.ModelInferRequest;
import io.cosymesh.openinference.ModelReadyRequest;
import io.cosymesh.openinference.ModelReadyResponse;
import io.cosymesh.openinference.ModelStreamInferResponse;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/**
 * The two methods of the Open Inference Protocol that are called.
 */
final class TritonProtocol {

	static final String SERVICE = "inference.GRPCInferenceService";

	static final MethodDescriptor<ModelReadyRequest, ModelReadyResponse> READY = method("ModelReady", MethodType.UNARY,
			ModelReadyRequest.getDefaultInstance(), ModelReadyResponse.getDefaultInstance());

	static final MethodDescriptor<ModelInferRequest, ModelStreamInferResponse> INFER = method("ModelStreamInfer",
			MethodType.BIDI_STREAMING, ModelInferRequest.getDefaultInstance(),
			ModelStreamInferResponse.getDefaultInstance());

	private TritonProtocol() {
	}

	private static <A extends Message, B extends Message> MethodDescriptor<A, B> method(String name, MethodType type,
			A request, B response) {
		return MethodDescriptor.<A, B>newBuilder()
			.setType(type)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.setRequestMarshaller(ProtoUtils.marshaller(request))
			.setResponseMarshaller(ProtoUtils.marshaller(response))
			.build();
	}

}
