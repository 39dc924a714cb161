package io.moderato.model.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few opcodes of pickle protocol 2 that TorchScript reads for a module with a {@code __setstate__}: the class, then the state.
 * The state is a tuple of a list of tensors and the training flag. Source: Python's {@code pickletools}.
 */
final class TorchPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TorchPickle() {
        out.write(0x80);
        out.write(2);
    }

    static byte[] emptyTuple() {
        TorchPickle pickle = new TorchPickle();
        pickle.out.write(')');
        return pickle.stop();
    }

    static byte[] moduleState(String className, List<TorchTensor> tensors) {
        TorchPickle pickle = new TorchPickle();
        pickle.global("__torch__", className);
        pickle.out.write(')');
        pickle.out.write(0x81);
        pickle.out.write(']');
        pickle.out.write('(');
        for (int i = 0; i < tensors.size(); i++) {
            pickle.tensor(i, tensors.get(i));
        }
        pickle.out.write('e');
        pickle.out.write(0x89);
        pickle.out.write(0x86);
        pickle.out.write('b');
        return pickle.stop();
    }

    /** A call of {@code torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. */
    private void tensor(int storage, TorchTensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2");
        out.write('(');
        out.write('(');
        text("storage");
        global("torch", tensor.type().storage());
        text(String.valueOf(storage));
        text("cpu");
        integer(tensor.elements());
        out.write('t');
        out.write('Q');
        integer(0);
        out.write('(');
        for (long length : tensor.shape()) {
            integer(length);
        }
        out.write('t');
        out.write('(');
        long[] strides = new long[tensor.shape().length];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= tensor.shape()[i];
        }
        for (long length : strides) {
            integer(length);
        }
        out.write('t');
        out.write(0x89);
        global("collections", "OrderedDict");
        out.write(')');
        out.write('R');
        out.write('t');
        out.write('R');
    }

    private void global(String module, String name) {
        out.write('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        out.writeBytes(bytes);
    }

    private void integer(long value) {
        out.write('J');
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Math.toIntExact(value))
                .array());
    }

    private byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }
}
