"""OpenDocument spreadsheets: ``.ods``, ``.ots`` and flat ``.fods``, in one sparse pass."""
