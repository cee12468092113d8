package io.gpugovernor.sim.live;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** A request that is answered with an error object, in the form that OpenAI gave it. */
final class ApiErrorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    private ApiErrorException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static ApiErrorException badRequest(String message) {
        return new ApiErrorException(400, "BadRequestError", message);
    }

    static ApiErrorException noSuchModel(String model) {
        return new ApiErrorException(404, "NotFoundError", "The model `" + model + "` does not exist.");
    }

    static ApiErrorException overloaded(String message) {
        return new ApiErrorException(503, "ServiceUnavailableError", message);
    }

    int status() {
        return status;
    }

    String body() {
        JsonObject error = new JsonObject();
        error.addProperty("message", getMessage());
        error.addProperty("type", type);
        error.add("param", JsonNull.INSTANCE);
        error.addProperty("code", status);
        JsonObject object = new JsonObject();
        object.add("error", error);
        return object.toString();
    }
}
