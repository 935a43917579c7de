"""LightGBM and XGBoost behind one interface, each called in its fastest way for float64 arrays."""

import ctypes


class LightGbm:
    def __init__(self):
        import lightgbm

        self.library = lightgbm

    def parameters(self, shape, threads):
        return {
            "objective": "binary",
            "verbosity": -1,
            "num_threads": threads,
            "learning_rate": 0.1,
            "num_leaves": shape["leaves"],
            "max_depth": shape["depth"] or -1,
            "min_data_in_leaf": 20,
            "max_bin": 255,
        }

    def bin(self, x, y, categories, shape, threads):
        parameters = self.parameters(shape, threads)
        return self.library.Dataset(
            x, y, categorical_feature=categories or "auto", params=parameters
        ).construct()

    def grow(self, binned, shape, trees, threads):
        return self.library.train(self.parameters(shape, threads), binned, num_boost_round=trees)

    def save(self, model, path):
        model.save_model(f"{path}.txt")

    def load(self, path, threads):
        return self.library.Booster(model_file=f"{path}.txt")

    def scorer(self, model, threads):
        return lambda x: model.predict(x, num_threads=threads)

    def row_scorer(self, model, columns):
        """The C interface made for single rows, which the Python one is far above."""
        base = self.library.basic
        handle = ctypes.c_void_p()
        base._safe_call(
            base._LIB.LGBM_BoosterPredictForMatSingleRowFastInit(
                model._handle,
                ctypes.c_int(0),
                ctypes.c_int(0),
                ctypes.c_int(-1),
                ctypes.c_int(1),
                ctypes.c_int32(columns),
                ctypes.c_char_p(b"num_threads=1"),
                ctypes.byref(handle),
            )
        )
        call = base._LIB.LGBM_BoosterPredictForMatSingleRowFast
        length = ctypes.c_int64()
        result = ctypes.c_double()
        length_at, result_at = ctypes.byref(length), ctypes.byref(result)

        def score(row):
            call(handle, row, length_at, result_at)
            return result.value

        # The handle does not keep the model alive.
        score.model = model
        return score

    def row(self, x, at):
        return x[at].ctypes.data_as(ctypes.c_void_p)

    def explainer(self, model, x, threads):
        return lambda: model.predict(x, pred_contrib=True, num_threads=threads)

    def raw(self, model, x, threads):
        return model.predict(x, raw_score=True, num_threads=threads)


class Xgboost:
    def __init__(self):
        import xgboost

        self.library = xgboost

    def parameters(self, shape, threads):
        by_leaf = shape["policy"] == "leaf"
        return {
            "objective": "binary:logistic",
            "verbosity": 0,
            "nthread": threads,
            "tree_method": "hist",
            "learning_rate": 0.1,
            "grow_policy": "lossguide" if by_leaf else "depthwise",
            "max_leaves": shape["leaves"] if by_leaf else 0,
            "max_depth": shape["depth"],
            "max_bin": 255,
            "reg_lambda": 0,
            # It counts no rows: 20 of them have a hessian of 5 at first.
            "min_child_weight": 5,
        }

    def bin(self, x, y, categories, shape, threads):
        types = ["c" if column in categories else "q" for column in range(x.shape[1])]
        return self.library.QuantileDMatrix(
            x, y, max_bin=255, nthread=threads, feature_types=types, enable_categorical=True
        )

    def grow(self, binned, shape, trees, threads):
        return self.library.train(self.parameters(shape, threads), binned, num_boost_round=trees)

    def save(self, model, path):
        model.save_model(f"{path}.ubj")

    def load(self, path, threads):
        model = self.library.Booster(model_file=f"{path}.ubj")
        model.set_param({"nthread": threads})
        return model

    def scorer(self, model, threads):
        return lambda x: model.inplace_predict(x)

    def row_scorer(self, model, columns):
        return model.inplace_predict

    def row(self, x, at):
        return x[at : at + 1]

    def explainer(self, model, x, threads):
        matrix = self.library.DMatrix(x, nthread=threads)
        return lambda: model.predict(matrix, pred_contribs=True)

    def raw(self, model, x, threads):
        return model.predict(self.library.DMatrix(x, nthread=threads), output_margin=True)
